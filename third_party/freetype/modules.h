// The FreeType modules that Skira links (FT_CONFIG_MODULES_H): scalable sfnt fonts to coverage. The
// page has TrueType fonts alone: without the CFF driver, and the hinters that it asks for when it
// loads, its program is a tenth smaller.
FT_USE_MODULE(FT_Driver_ClassRec, tt_driver_class)
#ifndef __EMSCRIPTEN__
FT_USE_MODULE(FT_Driver_ClassRec, cff_driver_class)
FT_USE_MODULE(FT_Module_Class, psaux_module_class)
FT_USE_MODULE(FT_Module_Class, psnames_module_class)
FT_USE_MODULE(FT_Module_Class, pshinter_module_class)
#endif
FT_USE_MODULE(FT_Module_Class, sfnt_module_class)
FT_USE_MODULE(FT_Renderer_Class, ft_smooth_renderer_class)
