// Parts of SDL that are not built but that Dear ImGui's backend names: game controllers and the 2D
// renderer. None is ever opened; the answers are SDL's own for "there is none".
#include <EGL/egl.h>
#include <SDL.h>

SDL_GameController *SDL_GameControllerOpen(int joystick_index) { return NULL; }
Uint8 SDL_GameControllerGetButton(SDL_GameController *controller, SDL_GameControllerButton button) {
  return 0;
}
Sint16 SDL_GameControllerGetAxis(SDL_GameController *controller, SDL_GameControllerAxis axis) {
  return 0;
}
int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *w, int *h) { return -1; }

// SDL asks for addresses of functions that Skira never has from it; with Emscripten's own answer every
// function of OpenGL would be part of the page.
__eglMustCastToProperFunctionPointerType eglGetProcAddress(const char *name) { return NULL; }
