// What Skira takes back of HB_LEAN's savings (HB_CONFIG_OVERRIDE_H).
// hb_face_create_from_file_or_fail() calls a function that HB_NO_OPEN leaves out: no link without it.
#undef HB_NO_OPEN
// Browsers set numbers around U+2044 as fractions; Skira does as they do.
#undef HB_NO_OT_SHAPE_FRACTIONS
// Languages of three letters and their tags: the texts are Hebrew and English.
#define HB_NO_LANGUAGE_LONG
// Apple's layout tables, and what OpenType plans for fonts larger than any of ours.
#define HB_NO_AAT
#define HB_NO_BORING_EXPANSION
// Scripts that the bundled fonts lack are drawn by the browser, which shapes them itself; letters of
// Arabic in fonts without OpenType tables, Thai in such fonts, Myanmar in Zawgyi's encoding.
#define HB_NO_OT_SHAPER_ARABIC_FALLBACK
#define HB_NO_OT_SHAPER_THAI_FALLBACK
#define HB_NO_OT_SHAPER_MYANMAR_ZAWGYI
#define HB_NO_OT_SHAPER_VOWEL_CONSTRAINTS
// Kerning and character maps older than OpenType's, and faults of fonts that Skira does not bundle.
#define HB_NO_OT_KERN
#define HB_NO_CMAP_LEGACY_SUBTABLES
#define HB_NO_OT_LAYOUT_BLOCKLIST
