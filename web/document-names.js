// Which files of a folder are for the library: the same rule in the page, in Node and in the command
// (src/cli/files.cpp, which reads text alone).

/** Whether a file of a folder may be a document or a part of one. @param {string} name with the folders before it */
export const isPartOfFolder = (name) => !/(?:^|\/)(?:README\.md$|\.)/.test(name);
