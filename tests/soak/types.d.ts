/** What the soak has put into the page (inside.js). */
declare var inside: import("./inside.js").Inside;
