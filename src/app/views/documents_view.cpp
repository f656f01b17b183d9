// The page of the user's own documents: what can be opened, what is being read, what was read.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/state/document_remarks.h"
#include "app/state/documents.h"
#include "app/ui/isolates.h"
#include "app/ui/page_flow.h"
#include "app/ui/widgets.h"
#include "app/views/review_view_parts.h"
#include "app/views/user_data_widgets.h"
#include "app/views/views.h"
#include "review/json.h"

namespace skira::app {
namespace {

using typeset::Align;

constexpr float kBarHeight = 8, kExampleRow = 26, kRemarkRow = 24;
constexpr size_t kMostRemarks = 100;  // rows of a document that are shown

std::string ReviewCount(int count, const Ui& ui) {
  return Counted(Str::review_count_one, Str::review_count, count, ui.language());
}

// --- What can be opened, what is being read -----------------------------------------------------

void OpenButtons(Ui& ui, PageFlow& flow) {
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(
      ui, row, "open", Str::documents_open, Icon::upload, [] { return ChooseDocuments{false}; },
      ButtonSpec::Kind::kMain);
  RowButton(ui, row, "open-folder", Str::documents_open_folder, Icon::folder,
            [] { return ChooseDocuments{true}; });
  // The page makes it of a template and opens it in the editor (web/editor.js).
  const ButtonSpec added{.id = "new",
                         .name = ui.Say(Str::documents_new),
                         .text = ui.Say(Str::documents_new),
                         .icon = Icon::plus,
                         .kind = ButtonSpec::Kind::kPlain};
  LinkButton(ui, row.Take(ButtonWidth(ui, added)), added, "#/new");
}

// What a review has to look like to be recognised, in words and as a text to begin with.
void Example(Ui& ui, PageFlow& flow) {
  flow.Heading("example-title", ui.Say(Str::documents_example), 2);
  flow.Paragraph("example-help", ui.Say(Str::documents_example_help), {.max_lines = 0});
  flow.Gap(space::kMedium);
  const std::string text = ui.Say(Str::documents_example_text);
  constexpr std::string_view kBlank = "\n\n";  // between its lines
  std::vector<std::string_view> lines;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(kBlank, at), text.size());
    lines.push_back(std::string_view(text).substr(at, end - at));
    at = end + kBlank.size();
  }
  const TextLook look{.size = type_size::kSmall, .own_direction = true};
  const Box card = flow.Take(static_cast<float>(lines.size()) * kExampleRow + 2 * space::kMedium);
  ui.FillRect(card, ui.theme().card, radius::kMedium);
  SplitBox rows(Inset(card, space::kLarge, space::kMedium), ui.rtl());
  for (size_t i = 0; i < lines.size(); ++i) {
    Words(ui, rows.Top(kExampleRow), "example-" + std::to_string(i), lines[i], look);
  }
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "example-copy", Str::documents_example_copy, Icon::copy, [&] {
    return CopyText{text + "\n", ui.Say(Str::copied)};
  });
}

// To the form of web/publishing.js, which the page shows over the program.
void PublishPart(Ui& ui, PageFlow& flow) {
  flow.Gap(space::kSmall);
  LinkText(ui, flow.Take(kTouchTarget), "publish", ui.Say(Str::documents_publish),
           {.size = type_size::kLead, .weight = 700}, "#/publish");
}

void ReadingPart(const AppState& state, Ui& ui, PageFlow& flow) {
  const DocumentsState& documents = state.documents;
  if (documents.name.empty()) return;
  const std::string what = Filled(ui.Say(Str::documents_reading), {Isolated(documents.name)});
  flow.Gap(space::kLarge);
  flow.Paragraph("reading", what, {.weight = 700, .own_direction = true});
  if (documents.count > 1) {
    flow.Paragraph("reading-count",
                   Filled(ui.Say(Str::documents_reading_progress),
                          {std::to_string(documents.place - 1), std::to_string(documents.count)}),
                   {.size = type_size::kSmall, .ink = Ink::kMuted});
  }
  flow.Gap(space::kSmall);
  ProgressBar(ui, flow.Take(kBarHeight), "reading-bar", what, documents.fraction);
  flow.Gap(space::kSmall);
  if (documents.asking) {
    flow.Paragraph("same-name",
                   Filled(ui.Say(Str::documents_same_name), {Isolated(documents.name)}), {});
    flow.Gap(space::kSmall);
  }
  WrapRow row(ui, flow, kTouchTarget);
  if (documents.asking) {
    RowButton(
        ui, row, "same-name-replace", Str::documents_replace, Icon::check,
        [] { return AnswerSameName{true}; }, ButtonSpec::Kind::kMain);
    RowButton(ui, row, "same-name-both", Str::documents_keep_both, Icon::plus,
              [] { return AnswerSameName{false}; });
  }
  RowButton(ui, row, "stop", Str::cancel, Icon::close, [] { return CancelReading{}; });
}

void Problems(const AppState& state, Ui& ui, PageFlow& flow) {
  if (state.documents.problems.empty()) return;
  flow.Heading("problems", ui.Say(Str::documents_problems), 2);
  int number = 0;
  for (const DocumentProblem& problem : state.documents.problems) {
    flow.Paragraph("problem-" + std::to_string(number++), ProblemText(problem, ui.language()),
                   {.ink = Ink::kStrong});
    flow.Gap(space::kTiny);
  }
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "problems-hide", Str::documents_problems_dismiss, Icon::close,
            [] { return DismissProblems{}; });
}

// --- What was read ------------------------------------------------------------------------------

// How many remarks there are, as the end of a line; the list of them stands below.
std::string RemarkCount(const OwnDocument& own, const Ui& ui) {
  if (own.warnings.empty()) return "";
  return " · " + Counted(Str::documents_warnings_one, Str::documents_warnings,
                         static_cast<int>(own.warnings.size()), ui.language());
}

// An export or an archive of several documents has no one text.
bool IsEditable(const OwnDocument& own) { return !own.exported && own.sources == 1; }

// "Sure?", with what to press.
void RemovePart(const AppState& state, Ui& ui, PageFlow& flow, const OwnDocument& own) {
  if (state.documents.pending_delete != own.name) return;
  flow.Paragraph("sure", Filled(ui.Say(Str::documents_remove_confirm), {Isolated(own.name)}),
                 {.weight = 700});
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(
      ui, row, "sure-yes", Str::documents_remove, Icon::trash,
      [&] {
        return RemoveDocument{own.name, true};
      },
      ButtonSpec::Kind::kMain);
  RowButton(ui, row, "sure-no", Str::cancel, Icon::close, [] { return DontDelete{}; });
}

void DocumentRow(const AppState& state, Ui& ui, PageFlow& flow, const OwnDocument& own,
                 int position) {
  const Box line = flow.Take(1);
  ui.HorizontalLine(line.x, line.y, line.width, ui.theme().line);
  flow.Gap(space::kSmall);
  if (ui.emitting()) {
    SemanticsNode item{.role = Role::kListItem, .id = own.name, .box = line};
    item.position = position;
    item.set_size = static_cast<int>(state.documents.own.size());
    ui.Open(std::move(item));
  }
  ListQuery query;
  for (const Source& source : state.catalog.sources) {
    // One that has several sources has no filter of its own.
    if (own.sources == 1 && source.name == own.name) query.sources = {own.name};
  }
  LinkText(ui, flow.Take(32), "show-" + own.name, own.name,
           {.size = type_size::kLead, .weight = 700, .own_direction = true},
           RouteHash({.query = query}));
  Words(ui, Inset(flow.Take(24), space::kSmall, 0), "facts-" + own.name,
        ReviewCount(own.reviews, ui) + " · " + Isolated(PrintedSize(own.size)) + " · " +
            PrintedDate(UtcDay(own.added)) + RemarkCount(own, ui),
        {.size = type_size::kSmall, .ink = Ink::kMuted});
  flow.Gap(space::kTiny);
  WrapRow row(ui, flow, kTouchTarget);
  if (IsEditable(own)) {
    const std::string id = "edit-" + own.name;
    const ButtonSpec edit{.id = id,
                          .name = ui.Say(Str::documents_edit),
                          .text = ui.Say(Str::documents_edit),
                          .icon = Icon::edit};
    LinkButton(ui, row.Take(ButtonWidth(ui, edit)), edit, EditorHash(own.name));
  }
  RowButton(ui, row, "reread-" + own.name, Str::documents_reread, Icon::undo,
            [&] { return RereadDocument{own.name}; });
  constexpr std::pair<Str, ExportFormat> kFormats[] = {
      {Str::documents_json, ExportFormat::kJson},
      {Str::documents_markdown, ExportFormat::kMarkdown}};
  for (const auto& [name, format] : kFormats) {
    const std::string id = (format == ExportFormat::kJson ? "json-" : "markdown-") + own.name;
    RowButton(ui, row, id, name, Icon::download, [&, wanted = format] {
      return Export{ExportOf::kDocument, wanted, own.name};
    });
  }
  RowButton(ui, row, "remove-" + own.name, Str::documents_remove, Icon::trash,
            [&] { return RemoveDocument{own.name}; });
  RemovePart(state, ui, flow, own);
  flow.Gap(space::kSmall);
  if (ui.emitting()) ui.Close();
}

// --- What to look at ----------------------------------------------------------------------------

// One remark: where it is and what it says, which leads there, then what to do.
void Remark(Ui& ui, PageFlow& flow, const std::string& id, std::string_view text,
            const std::string& href, std::optional<Str> advice) {
  const TextLook look{.size = type_size::kSmall, .max_lines = 4};
  const TextLook small{.size = type_size::kCaption, .ink = Ink::kMuted, .max_lines = 3};
  const float inside = flow.width() - 2 * space::kSmall;
  const float high = std::max(kRemarkRow, TextHeight(ui, text, look, inside));
  const Box row = flow.Take(high);
  const std::string_view what = advice ? std::string_view(ui.Say(*advice)) : std::string_view();
  const Box below = what.empty() ? Box{} : flow.Take(TextHeight(ui, what, small, inside));
  flow.Gap(space::kSmall);
  if (!ui.emitting() && !flow.Visible(row) && !flow.Visible(below)) return;
  if (href.empty()) {
    Words(ui, Inset(row, space::kSmall, 0), id, text, look);
  } else {
    LinkText(ui, row, id, text, look, href);
  }
  if (!what.empty()) Words(ui, Inset(below, space::kSmall, 0), id + "-advice", what, small);
}

// Those of one document, which can be folded away.
bool RemarksHead(const AppState& state, Ui& ui, PageFlow& flow, const OwnDocument& own) {
  const std::string part = "remarks " + own.name, id = "remarks-" + own.name;
  const bool open = !state.unfolded.contains(part);  // all are open at first
  const std::string count = Isolated(own.name) + " · " +
                            Counted(Str::documents_warnings_one, Str::documents_warnings,
                                    static_cast<int>(own.warnings.size()), ui.language());
  const ButtonSpec spec{.id = id,
                        .name = count,
                        .text = count,
                        .icon = open ? Icon::chevron_up : Icon::chevron_down,
                        .expanded = ToTri(open),
                        .ink = Ink::kMuted};
  SplitBox row(flow.Take(kTouchTarget), ui.rtl());
  Button(ui, row.Start(std::min(flow.width(), ButtonWidth(ui, spec))), spec,
         [&] { return Unfold{part}; });
  return open;
}

void RemarksOn(const AppState& state, Ui& ui, PageFlow& flow, const OwnDocument& own) {
  if (own.warnings.empty() || !RemarksHead(state, ui, flow, own)) return;
  const size_t shown = std::min(own.warnings.size(), kMostRemarks);
  const std::string id = "remark-" + own.name + "-";
  for (size_t i = 0; i < shown; ++i) {
    const Warning& warning = own.warnings[i];
    std::string text = SayingOf(warning, ui.language());
    if (warning.line > 0) {
      text = Filled(ui.Say(Str::documents_warning_line),
                    {std::to_string(warning.line), Isolated(text)});
    }
    const bool leads = warning.line > 0 && IsEditable(own);
    Remark(ui, flow, id + std::to_string(i), text,
           leads ? EditorHash(own.name, warning.line) : std::string(), AdviceOn(warning.code));
  }
  if (shown == own.warnings.size()) return;
  Words(ui, flow.Take(kRemarkRow), id + "more",
        Filled(ui.Say(Str::documents_more_warnings), {std::to_string(own.warnings.size() - shown)}),
        {.size = type_size::kSmall, .ink = Ink::kMuted});
}

void FormulaRemarks(const AppState& state, Ui& ui, PageFlow& flow) {
  const std::vector<BrokenFormula>& broken = BrokenFormulas(state);
  if (broken.empty()) return;
  flow.Paragraph("formulas",
                 Counted(Str::documents_broken_formulas_one, Str::documents_broken_formulas,
                         static_cast<int>(broken.size()), ui.language()),
                 {.size = type_size::kSmall, .ink = Ink::kMuted});
  flow.Gap(space::kSmall);
  for (size_t i = 0; i < std::min(broken.size(), kMostRemarks); ++i) {
    const BrokenFormula& one = broken[i];
    const Review& review = state.catalog.reviews[static_cast<size_t>(one.review)];
    const Route place{.page = Route::Page::kReview, .id = review.id, .block = one.block};
    Remark(ui, flow, "formula-" + std::to_string(i),
           Isolated(TitleOf(review, ui.language())) + ": " + Isolated(one.tex) + " (" +
               Isolated(one.reason) + ")",
           RouteHash(place), Str::advice_formula);
  }
}

// All remarks on all documents, in one list.
void Remarks(const AppState& state, Ui& ui, PageFlow& flow) {
  const auto& all = state.documents.own;
  const bool none = std::all_of(all.begin(), all.end(),
                                [](const OwnDocument& own) { return own.warnings.empty(); });
  if (none && BrokenFormulas(state).empty()) return;
  flow.Heading("remarks", ui.Say(Str::documents_remarks), 2);
  flow.Paragraph("remarks-help", ui.Say(Str::documents_remarks_help),
                 {.ink = Ink::kMuted, .max_lines = 0});
  for (const OwnDocument& own : all) RemarksOn(state, ui, flow, own);
  FormulaRemarks(state, ui, flow);
}

void Library(const AppState& state, Ui& ui, PageFlow& flow) {
  flow.Heading("library", ui.Say(Str::documents_source_built_in), 2);
  flow.Paragraph("library-count", ReviewCount(LibraryReviews(state), ui), {.ink = Ink::kMuted});
}

void OwnDocuments(const AppState& state, Ui& ui, PageFlow& flow) {
  const DocumentsState& documents = state.documents;
  flow.Heading("yours", ui.Say(Str::documents_yours), 2);
  if (ui.emitting()) {
    ui.Open({.role = Role::kList,
             .id = "documents",
             .name = ui.Say(Str::documents_yours),
             .box = flow.Take(0)});
  }
  int position = 0;
  for (const OwnDocument& own : documents.own) DocumentRow(state, ui, flow, own, ++position);
  if (ui.emitting()) ui.Close();
  if (documents.own.size() < 2) return;
  flow.Gap(space::kSmall);
  WrapRow row(ui, flow, kTouchTarget);
  RowButton(ui, row, "all-json", Str::documents_export_json, Icon::download, [] {
    return Export{ExportOf::kDocument, ExportFormat::kJson};
  });
  RowButton(ui, row, "all-markdown", Str::documents_export_markdown, Icon::download, [] {
    return Export{ExportOf::kDocument, ExportFormat::kMarkdown};
  });
}

}  // namespace

void DocumentsView(const AppState& state, Ui& ui, const Box& box) {
  ui.FillRect(box, ui.theme().page);
  PageFlow flow(state, ui, box,
                {.id = "page", .name = ui.Say(Str::documents), .version = StateVersion(state)});
  flow.Heading("title", ui.Say(Str::documents), 1);
  flow.Paragraph("help", ui.Say(DropHelp(ui)), {.max_lines = 0});
  flow.Paragraph("kinds", ui.Say(Str::documents_drop_help), {.ink = Ink::kMuted, .max_lines = 0});
  OpenButtons(ui, flow);
  Example(ui, flow);
  PublishPart(ui, flow);
  ReadingPart(state, ui, flow);
  Problems(state, ui, flow);
  if (state.documents.own.empty()) {
    flow.Heading("yours", ui.Say(Str::documents_yours), 2);
    flow.Paragraph("empty", ui.Say(Str::documents_empty), {.ink = Ink::kMuted});
  } else {
    OwnDocuments(state, ui, flow);
    Remarks(state, ui, flow);
  }
  Library(state, ui, flow);
}

void DropTargetView(const AppState& state, Ui& ui) {
  if (!state.documents.dropping) return;
  const Box all = ui.viewport();
  const Box frame = Inset(ui.safe(), space::kLarge, space::kLarge);
  ui.FillRect(all, ui.theme().scrim);
  ui.FillRect(frame, ui.theme().card, radius::kLarge);
  ui.Outline(Inset(frame, 8, 8), ui.theme().accent, radius::kMedium, 3);
  ui.BeginSection({.role = Role::kRegion,
                   .id = "drop-target",
                   .name = ui.Say(Str::documents_drop),
                   .box = frame},
                  StateVersion(state));
  const Box middle = Centred(frame, frame.width - 2 * space::kVast, 120);
  SplitBox rows(middle, ui.rtl());
  ui.DrawIcon(Icon::upload, rows.Top(48), 40, ui.theme().accent);
  Words(ui, rows.Top(36), "drop", ui.Say(Str::documents_drop),
        {.size = type_size::kTitle, .weight = 700, .ink = Ink::kStrong, .align = Align::kCenter});
  Words(ui, rows.Top(36), "drop-help", ui.Say(Str::documents_drop_help),
        {.ink = Ink::kMuted, .align = Align::kCenter, .max_lines = 2});
  ui.EndSection();
}

}  // namespace skira::app
