// GlyphAtlas: coverage of glyphs, packed, found again by hash.
#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>

#include "typeset/fonts.h"
#include "typeset/outlines.h"
#include "typeset/raster.h"
#include "typeset/shelves.h"
#include "typeset/tone.h"

namespace skira::typeset {
namespace {

constexpr uint32_t kClear = 0x00FFFFFF;  // white at no coverage: filtering at edges stays white
constexpr int kWhiteSide = 3;            // px of the place that stays white
constexpr int kGap = 1;                  // px between images, so that filtering does not mix them

constexpr FaceId kOutlineFace = kBoxFace;  // of a GlyphKey: the glyph is an outline

struct GlyphKey {
  uint32_t glyph = 0;
  uint32_t size = 0;  // 1/64 px
  FaceId face = 0;
  uint16_t embolden = 0;  // 1/64 px; of an outline its rise, quarters of a px
  uint8_t step = 0;
  bool slant = false;
  Tone tone = kPlainTone;
  bool operator==(const GlyphKey&) const = default;
};

struct ClusterKey {
  std::string text;
  uint32_t size = 0;
  int weight = 0;
  Tone tone = kPlainTone;
  bool operator==(const ClusterKey&) const = default;
};

uint64_t Mix(uint64_t a, uint64_t b) {
  uint64_t x = (a ^ (b * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;
  return x ^ (x >> 29);
}

struct Hash {
  size_t operator()(const GlyphKey& key) const {
    const uint64_t how = (uint64_t{key.face} << 32) | (uint64_t{key.embolden} << 16) |
                         (uint64_t{key.tone} << 8) | (uint64_t{key.step} << 1) |
                         uint64_t{key.slant};
    return static_cast<size_t>(Mix((uint64_t{key.glyph} << 32) | key.size, how));
  }
  size_t operator()(const ClusterKey& key) const {
    const uint64_t how =
        (uint64_t{key.size} << 24) ^ (uint64_t{key.tone} << 16) ^ static_cast<uint64_t>(key.weight);
    return static_cast<size_t>(Mix(std::hash<std::string>()(key.text), how));
  }
};

struct Entry {
  AtlasGlyph glyph;
  uint32_t last_frame = 0;
};

uint32_t Quantise(float pixels) {
  return static_cast<uint32_t>(std::lround(std::clamp(pixels, 0.0f, 16000.0f) * 64));
}

uint32_t White(uint8_t coverage) { return kClear | uint32_t{coverage} << 24; }

uint8_t Toned(uint8_t coverage, Tone tone) {
  return tone < kToneCount ? ToneCurve(tone)[coverage] : coverage;
}

// What a cluster that nobody can draw looks like: a hollow box.
FallbackImage MissingBox(float device_size) {
  FallbackImage image;
  image.width = std::max(3, static_cast<int>(device_size * 0.5f));
  image.height = std::max(3, static_cast<int>(device_size * 0.7f));
  image.left = std::max(0, static_cast<int>(device_size * 0.05f));
  image.top = image.height;
  image.pixels.assign(static_cast<size_t>(image.width) * image.height, kClear);
  const auto line = std::max(1, static_cast<int>(device_size / 16));
  for (int y = 0; y < image.height; ++y) {
    for (int x = 0; x < image.width; ++x) {
      const int edge = std::min({x, y, image.width - 1 - x, image.height - 1 - y});
      if (edge < line) image.pixels[static_cast<size_t>(y) * image.width + x] = 0xFFFFFFFF;
    }
  }
  return image;
}

}  // namespace

struct GlyphAtlas::Impl {
  Impl(const FontSet& font_set, int initial_side, int largest)
      : fonts(font_set), shelves(initial_side), max_side(largest) {
    pixels.assign(static_cast<size_t>(initial_side) * initial_side, kClear);
    Reserve(kWhiteSide, kWhiteSide, white);
    Paint(white, [](int, int) { return White(0xFF); });
  }

  // Finds room for an image, growing and evicting; leaves `glyph` empty where there is none.
  void Reserve(int width, int height, AtlasGlyph& glyph) {
    if (width <= 0 || height <= 0 || width + kGap > max_side || height + kGap > max_side) return;
    std::optional<Place> place = shelves.Take(width + kGap, height + kGap);
    const auto grow_to = [&](int most) {
      while (!place && shelves.side() * 2 <= most) {
        Grow();
        place = shelves.Take(width + kGap, height + kGap);
      }
    };
    grow_to(std::min(max_side, kFreeSide));
    // What was seen longest ago goes first, half of the time at once; what this frame shows stays.
    for (uint32_t age = kOldest; !place && age > 0 && exhausted_frame != frame; age /= 2) {
      if (Evict(age)) place = shelves.Take(width + kGap, height + kGap);
      if (age == 1) exhausted_frame = frame;
    }
    grow_to(max_side);  // this frame alone needs it
    if (!place) return;
    glyph.u = place->x;
    glyph.v = place->y;
    glyph.width = static_cast<uint16_t>(width);
    glyph.height = static_cast<uint16_t>(height);
  }

  void Grow() {
    const int old_side = shelves.side(), side = old_side * 2;
    std::vector<uint32_t> larger(static_cast<size_t>(side) * side, kClear);
    for (int y = 0; y < old_side; ++y) {
      const auto row = pixels.begin() + static_cast<ptrdiff_t>(y) * old_side;
      std::copy(row, row + old_side, larger.begin() + static_cast<ptrdiff_t>(y) * side);
    }
    pixels = std::move(larger);
    shelves.Grow(side);
    ++generation;
    dirty = {0, 0, side, side};
  }

  // Drops the entries that were not used in the last `age` frames. False where there were none.
  bool Evict(uint32_t age) {
    const size_t dropped = EvictFrom(glyphs, age) + EvictFrom(clusters, age);
    return dropped > 0;
  }

  template <typename Map>
  size_t EvictFrom(Map& map, uint32_t age) {
    return std::erase_if(map, [&](const auto& pair) {
      const Entry& entry = pair.second;
      if (frame - entry.last_frame < age) return false;
      Free(entry.glyph);
      return true;
    });
  }

  void DropOutlines() {
    std::erase_if(glyphs, [&](const auto& pair) {
      if (pair.first.face != kOutlineFace) return false;
      Free(pair.second.glyph);
      return true;
    });
  }

  void Free(const AtlasGlyph& glyph) {
    if (!glyph.empty()) shelves.Free({glyph.u, glyph.v}, glyph.width + kGap);
  }

  // Clears the image's place with its gap, then lets `pixel(x, y)` fill it.
  template <typename Pixel>
  void Paint(const AtlasGlyph& glyph, const Pixel& pixel) {
    const int side = shelves.side();
    const int right = std::min(glyph.u + glyph.width + kGap, side);
    const int bottom = std::min(glyph.v + glyph.height + kGap, side);
    for (int y = glyph.v; y < bottom; ++y) {
      uint32_t* row = pixels.data() + static_cast<size_t>(y) * side;
      for (int x = glyph.u; x < right; ++x) {
        const bool inside = x < glyph.u + glyph.width && y < glyph.v + glyph.height;
        row[x] = inside ? pixel(x - glyph.u, y - glyph.v) : kClear;
      }
    }
    AddDirty({glyph.u, glyph.v, right - glyph.u, bottom - glyph.v});
  }

  void AddDirty(const Rect& rect) {
    if (dirty.width == 0) {
      dirty = rect;
      return;
    }
    const int right = std::max(dirty.x + dirty.width, rect.x + rect.width);
    const int bottom = std::max(dirty.y + dirty.height, rect.y + rect.height);
    dirty.x = std::min(dirty.x, rect.x);
    dirty.y = std::min(dirty.y, rect.y);
    dirty.width = right - dirty.x;
    dirty.height = bottom - dirty.y;
  }

  // Fills `coverage`; false where the glyph is empty.
  bool Draw(const GlyphKey& key) {
    const float size = static_cast<float>(key.size) / 64;
    if (key.face == kOutlineFace) {
      return RasteriseOutline(fonts, *outlines, key.glyph, size, key.step, key.embolden, coverage);
    }
    return Rasterise(*fonts.impl().faces[key.face], key.glyph, size, key.step, key.slant,
                     static_cast<float>(key.embolden) / 64, coverage);
  }

  AtlasGlyph Get(const GlyphKey& key) {
    const auto found = glyphs.find(key);
    if (found == glyphs.end()) return AddGlyph(key);
    found->second.last_frame = frame;
    return found->second.glyph;
  }

  AtlasGlyph AddGlyph(const GlyphKey& key) {
    AtlasGlyph glyph;
    if (Draw(key)) {
      Reserve(coverage.width, coverage.height, glyph);
      if (glyph.empty()) return glyph;  // no room: not remembered, there may be some next frame
      glyph.left = static_cast<int16_t>(coverage.left);
      glyph.top = static_cast<int16_t>(coverage.top);
      Paint(glyph, [&](int x, int y) {
        const uint8_t alpha = coverage.pixels[static_cast<size_t>(y) * coverage.width + x];
        return White(Toned(alpha, key.tone));
      });
    }
    glyphs.emplace(key, Entry{glyph, frame});
    return glyph;
  }

  AtlasGlyph AddCluster(const ClusterKey& key) {
    const float size = static_cast<float>(key.size) / 64;
    const FallbackImage image = fallback ? fallback(key.text, size, key.weight) : MissingBox(size);
    AtlasGlyph glyph;
    const size_t area = static_cast<size_t>(std::max(image.width, 0)) * std::max(image.height, 0);
    if (area > 0 && image.pixels.size() >= area) {
      Reserve(image.width, image.height, glyph);
      if (glyph.empty()) return glyph;
      glyph.left = static_cast<int16_t>(image.left);
      glyph.top = static_cast<int16_t>(image.top);
      glyph.colour = image.colour;
      Paint(glyph, [&](int x, int y) {
        const uint32_t pixel = image.pixels[static_cast<size_t>(y) * image.width + x];
        return image.colour ? pixel : White(Toned(static_cast<uint8_t>(pixel >> 24), key.tone));
      });
    }
    clusters.emplace(key, Entry{glyph, frame});
    return glyph;
  }

  static constexpr uint32_t kOldest = 1u << 14;  // frames
  // px, 16 MB: a larger image would be 64 MB that never come back, so evicting comes before it.
  static constexpr int kFreeSide = 2048;

  const FontSet& fonts;
  Shelves shelves;
  const int max_side;
  std::vector<uint32_t> pixels;
  std::unordered_map<GlyphKey, Entry, Hash> glyphs;
  std::unordered_map<ClusterKey, Entry, Hash> clusters;
  AtlasGlyph white;
  ClusterKey wanted;  // kept for its capacity
  Fallback fallback;
  const OutlineSet* outlines = nullptr;
  Coverage coverage;
  Rect dirty;
  uint32_t generation = 1;
  uint32_t frame = 1;
  uint32_t exhausted_frame = 0;  // in it everything that it does not show has been dropped
};

GlyphAtlas::GlyphAtlas(const FontSet& fonts, int initial_side, int max_side)
    : impl_(std::make_unique<Impl>(fonts, initial_side, std::max(initial_side, max_side))) {}
GlyphAtlas::~GlyphAtlas() = default;

void GlyphAtlas::SetFallback(Fallback fallback) {
  impl_->fallback = std::move(fallback);
  impl_->EvictFrom(impl_->clusters, 0);  // what was drawn without it
}

void GlyphAtlas::SetOutlines(const OutlineSet* outlines) {
  impl_->outlines = outlines;
  impl_->DropOutlines();
}

void GlyphAtlas::BeginFrame() { ++impl_->frame; }

AtlasGlyph GlyphAtlas::Find(FaceId face, uint32_t glyph, float device_size, int step, bool slant,
                            float embolden, Tone tone) {
  if (face >= impl_->fonts.size()) return {};
  const GlyphKey key = {glyph,
                        Quantise(device_size),
                        face,
                        static_cast<uint16_t>(std::min(Quantise(embolden), 0xFFFFu)),
                        static_cast<uint8_t>(step & (kSubpixelSteps - 1)),
                        slant,
                        tone};
  return impl_->Get(key);
}

AtlasGlyph GlyphAtlas::FindOutline(uint32_t outline, float device_size, int step, int rise,
                                   Tone tone) {
  if (impl_->outlines == nullptr || outline >= impl_->outlines->size()) return {};
  return impl_->Get({outline, Quantise(device_size), kOutlineFace,
                     static_cast<uint16_t>(rise & (kSubpixelSteps - 1)),
                     static_cast<uint8_t>(step & (kSubpixelSteps - 1)), false, tone});
}

AtlasGlyph GlyphAtlas::FindCluster(std::string_view cluster, float device_size, int weight,
                                   Tone tone) {
  ClusterKey& key = impl_->wanted;
  key.text.assign(cluster);
  key.size = Quantise(device_size);
  key.weight = weight;
  key.tone = tone;
  const auto found = impl_->clusters.find(key);
  if (found == impl_->clusters.end()) return impl_->AddCluster(key);
  found->second.last_frame = impl_->frame;
  return found->second.glyph;
}

AtlasGlyph GlyphAtlas::white() const { return impl_->white; }
int GlyphAtlas::side() const { return impl_->shelves.side(); }
const uint32_t* GlyphAtlas::pixels() const { return impl_->pixels.data(); }
uint32_t GlyphAtlas::generation() const { return impl_->generation; }
GlyphAtlas::Rect GlyphAtlas::TakeDirty() { return std::exchange(impl_->dirty, Rect{}); }
size_t GlyphAtlas::glyph_count() const { return impl_->glyphs.size() + impl_->clusters.size(); }

}  // namespace skira::typeset
