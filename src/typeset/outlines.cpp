#include "typeset/outlines.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace skira::typeset {
namespace {

constexpr long kLargestCoordinate = 100'000;  // 1/1000 em
constexpr size_t kMostPoints = 30'000;        // FreeType counts a shape's points in 16 bits

bool IsWithin(long value, long most) { return value >= -most && value <= most; }

// Reads a path into the end of the set's arrays.
class PathReader {
 public:
  PathReader(std::string_view path, OutlineSet::Impl& set)
      : at_(path.data()), end_(path.data() + path.size()), set_(set), first_(set.points.size()) {}

  // False where the path is broken.
  bool Run() {
    while (at_ < end_) {
      const char command = *at_++;
      relative_ = command >= 'a' && command <= 'z';
      switch (command) {
        case 'm':
        case 'M':
          Close();
          if (!Points({FT_CURVE_TAG_ON})) return false;
          start_ = here_;
          break;
        case 'l':
        case 'L':
          if (!Points({FT_CURVE_TAG_ON})) return false;
          break;
        case 'q':
        case 'Q':
          if (!Points({FT_CURVE_TAG_CONIC, FT_CURVE_TAG_ON})) return false;
          break;
        case 'c':
        case 'C':
          if (!Points({FT_CURVE_TAG_CUBIC, FT_CURVE_TAG_CUBIC, FT_CURVE_TAG_ON})) return false;
          break;
        case 'z':
        case 'Z':
          Close();
          here_ = start_;
          break;
        default:
          return false;
      }
    }
    Close();
    return set_.points.size() - first_ <= kMostPoints;
  }

 private:
  bool Points(std::initializer_list<char> tags) {
    for (const char tag : tags) {
      FT_Vector point = {0, 0};
      if (!Number(point.x) || !Number(point.y)) return false;
      if (relative_) point = {here_.x + point.x, here_.y + point.y};
      if (!IsWithin(point.x, kLargestCoordinate) || !IsWithin(point.y, kLargestCoordinate)) {
        return false;
      }
      set_.points.push_back(point);
      set_.tags.push_back(tag);
    }
    here_ = set_.points.back();
    return true;
  }

  bool Number(FT_Pos& value) {
    while (at_ < end_ && (*at_ == ' ' || *at_ == ',')) ++at_;
    long number = 0;
    const auto [next, error] = std::from_chars(at_, end_, number);
    if (error != std::errc() || !IsWithin(number, 2 * kLargestCoordinate)) return false;
    at_ = next;
    value = number;
    return true;
  }

  // Ends the contour, if one is open. Its last point is its first one in most paths.
  void Close() {
    const size_t count = set_.points.size() - first_;
    if (count == closed_ || count > kMostPoints) return;
    set_.contours.push_back(static_cast<short>(count - 1));
    closed_ = count;
  }

  const char* at_;
  const char* end_;
  OutlineSet::Impl& set_;
  size_t first_;
  size_t closed_ = 0;  // points in contours that are closed
  bool relative_ = false;
  FT_Vector here_ = {0, 0}, start_ = {0, 0};  // the point and the contour's first, of the path
};

}  // namespace

OutlineSet::OutlineSet() : impl_(std::make_unique<Impl>()) {}
OutlineSet::~OutlineSet() = default;
OutlineSet::OutlineSet(OutlineSet&& other) noexcept = default;
OutlineSet& OutlineSet::operator=(OutlineSet&& other) noexcept = default;

size_t OutlineSet::size() const { return impl_->shapes.size(); }

uint32_t OutlineSet::Add(std::string_view path) {
  Impl& set = *impl_;
  Impl::Shape shape = {set.points.size(), 0, set.contours.size(), 0};
  if (!PathReader(path, set).Run()) {
    set.points.resize(shape.first_point);
    set.tags.resize(shape.first_point);
    set.contours.resize(shape.first_contour);
  }
  shape.point_count = set.points.size() - shape.first_point;
  shape.contour_count = set.contours.size() - shape.first_contour;
  set.shapes.push_back(shape);
  return static_cast<uint32_t>(set.shapes.size() - 1);
}

bool RasteriseOutline(const FontSet& fonts, const OutlineSet& outlines, uint32_t outline,
                      float device_size, int step, int rise, Coverage& coverage) {
  const OutlineSet::Impl& set = outlines.impl();
  const OutlineSet::Impl::Shape& shape = set.shapes[outline];
  if (shape.point_count == 0 || !(device_size > 0) || device_size > kLargestSize) return false;
  constexpr FT_Pos kQuarter = 64 / GlyphAtlas::kSubpixelSteps;  // of 26.6 fixed point
  const float scale = device_size * 64 / OutlineSet::kUnitsPerEm;
  std::vector<FT_Vector> points(shape.point_count);
  for (size_t i = 0; i < points.size(); ++i) {
    const FT_Vector& point = set.points[shape.first_point + i];
    points[i].x = std::lround(static_cast<float>(point.x) * scale) + step * kQuarter;
    points[i].y = std::lround(static_cast<float>(point.y) * scale) + rise * kQuarter;
  }
  FT_Outline source = {};
  source.n_points = static_cast<short>(points.size());
  source.n_contours = static_cast<short>(shape.contour_count);
  source.points = points.data();
  // FreeType 2.13 takes these as const or not, unsigned or not, by version; it writes to neither.
  source.tags = reinterpret_cast<decltype(source.tags)>(
      const_cast<char*>(set.tags.data() + shape.first_point));
  source.contours = reinterpret_cast<decltype(source.contours)>(
      const_cast<short*>(set.contours.data() + shape.first_contour));

  const std::optional<PixelBox> box = BoxOf(source);
  if (!box) return false;
  const auto [left, bottom, width, height] = *box;
  FT_Outline_Translate(&source, -left * 64, -bottom * 64);
  coverage.width = static_cast<int>(width);
  coverage.height = static_cast<int>(height);
  coverage.left = static_cast<int>(left);
  coverage.top = static_cast<int>(bottom + height);
  coverage.pixels.assign(static_cast<size_t>(width) * static_cast<size_t>(height), 0);
  FT_Bitmap bitmap = {};
  bitmap.width = static_cast<unsigned>(width);
  bitmap.rows = static_cast<unsigned>(height);
  bitmap.pitch = static_cast<int>(width);
  bitmap.buffer = coverage.pixels.data();
  bitmap.pixel_mode = FT_PIXEL_MODE_GRAY;
  bitmap.num_grays = 256;
  return FT_Outline_Get_Bitmap(fonts.impl().library, &source, &bitmap) == 0;
}

}  // namespace skira::typeset
