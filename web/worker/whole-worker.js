// The worker in one piece that reads documents and publishes: the single file carries it, and a site has it for
// publishing (publish-worker.js there).
import "./maker-worker.js";
import "./publish-worker.js";
