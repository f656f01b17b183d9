// What sw.js uses of a service worker's world, and what bundle.js writes in front of it.
declare const FILES: Record<string, string>;
declare const LAZY: Record<string, string>;
declare const INFLATED: Record<string, string>;
declare const VERSION: string;

interface FetchEvent {
  request: Request;
  clientId: string;
  resultingClientId: string;
  respondWith(response: Promise<Response>): void;
}

interface ServiceWorkerGlobalScope {
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
  addEventListener(type: "install" | "activate", listener: (event: { waitUntil(work: Promise<unknown>): void }) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}
