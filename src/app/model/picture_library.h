// The pictures of a catalog, what became of them on their way to the screen, and who draws them.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/resources/strings.h"
#include "review/review.h"
#include "wire/wire.h"

namespace skira::app {

using wire::PictureFault;

// Owns the pictures; a Picture that it hands out lives as long as it, even when it moves.
class PictureLibrary {
 public:
  // Takes over the pictures that it lacks.
  void Add(std::vector<Picture> pictures);
  // Null where the export has no such picture.
  const Picture* Find(std::string_view id) const;

  // What became of the picture of this file; returns whether that is news.
  bool SetFault(std::string_view file, PictureFault fault);
  PictureFault FaultOf(const Picture& picture) const;
  // Pictures that could not be fetched are to be asked for again; returns whether there are any.
  bool ForgetAway();

 private:
  std::deque<Picture> pictures_;  // which stay where they are
  std::unordered_map<std::string_view, const Picture*> by_id_;
  std::unordered_map<std::string, PictureFault> faults_;  // by file
};

// Why the picture is not shown, as one reads it; empty where nothing is known against it.
std::string ReasonOf(const PictureLibrary& library, const Picture& picture, Language language);
// What it shows, in words: `alt` where a text has its own, else the picture's; empty where neither
// says anything.
std::string AltOf(const Picture& picture, std::string_view alt = kNoAlt);

// Pictures as the graphics card has them, by the device pixels that they cover.
class PictureImages {
 public:
  virtual ~PictureImages() = default;
  // The picture is drawn in this frame, `width` by `height` device pixels large. Null until it is
  // there; then its uv go from (0, 0) to (1, 1).
  virtual ImTextureID See(const Picture& picture, int width, int height) = 0;
  // It may be drawn soon.
  virtual void Expect(const Picture& picture, int width, int height) = 0;
};

}  // namespace skira::app
