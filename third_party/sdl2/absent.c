// Parts of SDL that are not built but that its other parts or Dear ImGui's backend name: game
// controllers, the 2D renderer, surfaces, OpenGL by EGL, recorded gestures; and functions of the
// browser's that SDL names and the page has no use for. None is ever had; the answers are SDL's own for
// "there is none".
#include <EGL/egl.h>
#include <SDL.h>
#include <emscripten/html5.h>

SDL_GameController *SDL_GameControllerOpen(int joystick_index) { return NULL; }
Uint8 SDL_GameControllerGetButton(SDL_GameController *controller, SDL_GameControllerButton button) {
  return 0;
}
Sint16 SDL_GameControllerGetAxis(SDL_GameController *controller, SDL_GameControllerAxis axis) {
  return 0;
}
int SDL_GetRendererOutputSize(SDL_Renderer *renderer, int *w, int *h) { return -1; }

// --- OpenGL: the page makes the context itself (web/core.js), and SDL's window has none -----------------
typedef struct SDL_VideoDevice SDL_VideoDevice;
int Emscripten_GLES_LoadLibrary(SDL_VideoDevice *device, const char *path) { return -1; }
SDL_GLContext Emscripten_GLES_CreateContext(SDL_VideoDevice *device, SDL_Window *window) { return NULL; }
int Emscripten_GLES_MakeCurrent(SDL_VideoDevice *device, SDL_Window *window, SDL_GLContext context) {
  return -1;
}
int Emscripten_GLES_SwapWindow(SDL_VideoDevice *device, SDL_Window *window) { return -1; }
void *SDL_EGL_GetProcAddress(SDL_VideoDevice *device, const char *name) { return NULL; }
void SDL_EGL_UnloadLibrary(SDL_VideoDevice *device) {}
int SDL_EGL_SetSwapInterval(SDL_VideoDevice *device, int interval) { return -1; }
int SDL_EGL_GetSwapInterval(SDL_VideoDevice *device) { return 0; }
void SDL_EGL_DeleteContext(SDL_VideoDevice *device, SDL_GLContext context) {}
EGLSurface *SDL_EGL_CreateSurface(SDL_VideoDevice *device, NativeWindowType window) { return NULL; }
void SDL_EGL_DestroySurface(SDL_VideoDevice *device, EGLSurface surface) {}

// --- Surfaces: the page draws by WebGL, and its cursors are CSS's -----------------------------------
SDL_Surface *SDL_CreateRGBSurface(Uint32 flags, int width, int height, int depth, Uint32 r, Uint32 g,
                                  Uint32 b, Uint32 a) {
  return NULL;
}
SDL_Surface *SDL_CreateRGBSurfaceFrom(void *pixels, int width, int height, int depth, int pitch,
                                      Uint32 r, Uint32 g, Uint32 b, Uint32 a) {
  return NULL;
}
SDL_Surface *SDL_ConvertSurfaceFormat(SDL_Surface *surface, Uint32 format, Uint32 flags) { return NULL; }
void SDL_FreeSurface(SDL_Surface *surface) {}

// --- Gestures that SDL records: fingers are the DOM layer's (web/gestures.js) --------------------------
int SDL_GestureAddTouch(SDL_TouchID touch) { return 0; }
int SDL_GestureDelTouch(SDL_TouchID touch) { return 0; }
void SDL_GestureProcessEvent(SDL_Event *event) {}
void SDL_GestureQuit(void) {}

// --- The browser's functions --------------------------------------------------------------------------
// The page keeps the canvas's size (SDL would make it one pixel large for a moment, to see whether CSS
// gives it one: four times new buffers). A page that listens to beforeunload is not kept for going back; the whole screen is asked for
// elsewhere (web/effects.js); the pointer is never locked.
EMSCRIPTEN_RESULT emscripten_set_canvas_element_size(const char *target, int width, int height) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_set_element_css_size(const char *target, double width, double height) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_set_beforeunload_callback_on_thread(
    void *data, em_beforeunload_callback callback, pthread_t thread) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_set_fullscreenchange_callback_on_thread(
    const char *target, void *data, EM_BOOL capture, em_fullscreenchange_callback_func callback,
    pthread_t thread) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_request_fullscreen_strategy(const char *target, EM_BOOL defer,
                                                         const EmscriptenFullscreenStrategy *strategy) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_exit_fullscreen(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
EMSCRIPTEN_RESULT emscripten_set_pointerlockchange_callback_on_thread(
    const char *target, void *data, EM_BOOL capture, em_pointerlockchange_callback_func callback,
    pthread_t thread) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_request_pointerlock(const char *target, EM_BOOL defer) {
  return EMSCRIPTEN_RESULT_NOT_SUPPORTED;
}
EMSCRIPTEN_RESULT emscripten_exit_pointerlock(void) { return EMSCRIPTEN_RESULT_NOT_SUPPORTED; }
