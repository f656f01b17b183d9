// The correction that Skia, Chromium's renderer, makes for grey text: blending is not linear in
// light, so coverage drawn as it is looks too thin in light text and too fat in dark text. Skia
// supposes a ground of the opposite luminance, blends in linear light there, and keeps the coverage
// that makes an ordinary blend come out the same; dark text gets some contrast before.
#include "typeset/tone.h"

#include <cmath>

namespace skira::typeset {
namespace {

// Chromium's own settings where the platform has none of its own. tests/browser/ink.test.js holds
// what comes of them beside Chromium's text.
constexpr float kGamma = 1.2f, kContrast = 0.2f;

constexpr int kToneBits = 3;
static_assert(1 << kToneBits == kToneCount);

using Curve = std::array<uint8_t, 256>;

// The byte that stands for the three upper bits: they over and over.
constexpr int Repeated(int bits) { return bits << 5 | bits << 2 | bits >> 1; }

Curve MakeCurve(int tone) {
  const float text = static_cast<float>(Repeated(tone)) / 255, ground = 1 - text;
  const float linear_text = std::pow(text, kGamma), linear_ground = std::pow(ground, kGamma);
  const float contrast = kContrast * linear_ground;  // none for white text
  Curve curve = {};
  for (size_t i = 0; i < curve.size(); ++i) {
    const float plain = static_cast<float>(i) / 255;
    const float coverage = plain + (1 - plain) * contrast * plain;
    const float light = linear_text * coverage + linear_ground * (1 - coverage);
    const float wanted = (std::pow(light, 1 / kGamma) - ground) / (text - ground);
    curve[i] = static_cast<uint8_t>(std::lround(wanted * 255));
  }
  return curve;
}

std::array<Curve, kToneCount> MakeCurves() {
  std::array<Curve, kToneCount> curves;
  for (int tone = 0; tone < kToneCount; ++tone) curves[tone] = MakeCurve(tone);
  return curves;
}

}  // namespace

Tone ToneOf(uint8_t red, uint8_t green, uint8_t blue) {
  // As Skia: each channel loses its lower bits first, then they are weighed.
  const auto coarse = [](uint8_t channel) { return Repeated(channel >> (8 - kToneBits)); };
  const int luminance = (coarse(red) * 54 + coarse(green) * 183 + coarse(blue) * 19) >> 8;
  return static_cast<Tone>(luminance >> (8 - kToneBits));
}

const Curve& ToneCurve(Tone tone) {
  static const std::array<Curve, kToneCount> curves = MakeCurves();
  return curves[tone];
}

}  // namespace skira::typeset
