// A short soak; `npm run soak` is the long one, which also asks whether anything leaks.
import { test } from "node:test";
import { soak } from "./soak.js";

test("80 random actions with the network cut, the graphics lost and the storage full: no error, and what is kept is kept", async () => {
  await soak({ seed: 7, actions: 80, rests: 2 });
});
