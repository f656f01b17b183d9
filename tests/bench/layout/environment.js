// What dropflow asks its surroundings for; must be imported before it.
import { environment } from "dropflow/environment.js";

environment.wasmLocator = async () => new Uint8Array(await (await fetch("dropflow.wasm")).arrayBuffer());
environment.registerFont = () => {};  // it lays out only, nothing is painted
