// Which names are those of documents: the same rule in the page, in Node and in the command
// (src/cli/files.cpp).

/** Whether a file of a folder is a document. @param {string} name with the folders before it */
export const isFolderDocument = (name) => /\.(?:md|txt)$/i.test(name) && !/(?:^|\/)(?:README\.md$|\.)/.test(name);
