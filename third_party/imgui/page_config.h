// Dear ImGui's own sources in the page: nothing is read from an .ini file there (IMGUI_USER_CONFIG).
#include <stdio.h>
#define sscanf(...) 0
