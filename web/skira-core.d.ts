// The factory that Emscripten makes out of src/host (bundle.js resolves the name to the built file).
declare module "skira-core" {
  interface SkiraModule {
    HEAPU8: Uint8Array;
    UTF8ToString(pointer: number): string;
    _main(): number;
    _skira_alloc(size: number): number;
    _skira_draw_nothing(): void;
    _skira_draws(): number;
    _skira_add_font(bytes: number, size: number, family: number, weight: number): number;
    _skira_load(json: number, size: number): number;
    _skira_navigate(hash: number, size: number): void;
    _skira_scroll(pane: number, top: number): void;
    _skira_scroll_block(block: number, left: number): void;
    _skira_resize(width: number, height: number, ratio: number): void;
    _skira_system(bits: number): void;
    _skira_ask(theme: number, themeSize: number, language: number, languageSize: number): void;
    _skira_activate(handle: number): void;
    _skira_edit(handle: number, value: number, size: number): void;
    _skira_key(chord: number, size: number): number;
    _skira_work(): number;
    _skira_tell(what: number, size: number): void;
    _skira_restore(key: number, keySize: number, json: number, jsonSize: number, merge: number): void;
    _skira_keeping(keeping: number): void;
    _skira_kept(number: number): void;
    _skira_backup(name: number, nameSize: number, json: number, jsonSize: number): void;
    _skira_select(block: number, start: number, lastBlock: number, end: number): void;
    _skira_copied_html(block: number, start: number, lastBlock: number, end: number, title: number): number;
    _skira_touch(block: number, start: number): void;
    _skira_speech(what: number, number: number): void;
    _skira_pointer(x: number, y: number): void;
    _skira_insets(top: number, right: number, bottom: number, left: number, keyboard: number): void;
    _skira_close_dialog(): void;
    _skira_end_notice(number: number): void;
    _skira_text_size(): number;
    _skira_set_text_size(size: number): void;
    _skira_document_begin(name: number, nameSize: number, size: number, added: number, restored: number,
      replaces: number, place: number, count: number): void;
    _skira_largest_document(): number;
    _skira_document_progress(fraction: number): void;
    _skira_document_part(json: number, size: number): void;
    _skira_document_end(report: number, size: number): void;
    _skira_document_backup(json: number, size: number): void;
    _skira_document_fail(name: number, nameSize: number, why: number, whySize: number, detail: number, detailSize: number): void;
    _skira_document_remove(name: number, size: number): void;
    _skira_drop_target(shown: number): void;
    _skira_file(name: number, nameSize: number, bytes: number, size: number): void;
    _skira_file_lost(name: number, size: number): void;
    _skira_files_retry(): void;
    _skira_formulas(json: number, size: number): void;
    _skira_context(): void;
    _skira_picture(number: number, width: number, height: number): number;
    _skira_picture_lost(number: number, fault: number): void;
    _skira_frame(): void;
    _skira_reflow(width: number): number;
    _skira_runs(): number;
    _skira_stats(): number;
    _skira_search(query: number, size: number, limit: number): number;
  }
  export default function createSkira(options: object): Promise<SkiraModule>;
}
