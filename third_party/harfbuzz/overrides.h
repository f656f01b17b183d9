// What Skira takes back of HB_LEAN's savings (HB_CONFIG_OVERRIDE_H).
// hb_face_create_from_file_or_fail() calls a function that HB_NO_OPEN leaves out: no link without it.
#undef HB_NO_OPEN
// Browsers set numbers around U+2044 as fractions; Skira does as they do.
#undef HB_NO_OT_SHAPE_FRACTIONS
