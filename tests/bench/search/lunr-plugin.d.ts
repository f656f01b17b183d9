// A module of lunr-languages: it adds to the lunr that it is given.
declare const plugin: (lunr: unknown) => void;
export default plugin;
