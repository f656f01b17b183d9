// What names say of files: the same in the page and in Node (src/cli/files.cpp has the rule of folders, too).

/** Whether a file of a folder may be a document or a part of one. @param {string} name with the folders before it */
export const isPartOfFolder = (name) => !/(?:^|\/)(?:README\.md$|\.)/.test(name);

/** Whether a file is a picture, which is read with the document that shows it. @param {string} name */
export const isPictureName = (name) => /\.(?:png|jpe?g|gif|webp|avif|svg|bmp|tiff?|heic|emf|wmf)$/i.test(name);
