/**
 * One event stream a page, whatever the number of live fragments: a fragment says (through its hx-trigger)
 * "changed:bench from:body" and is fetched again when the server sends that topic. The server is asked for these topics only.
 */
const topics = (): string[] => {
  const found = new Set<string>();
  for (const element of document.querySelectorAll("[hx-trigger]"))
    for (const [, topic] of (element.getAttribute("hx-trigger") ?? "").matchAll(/changed:([\w-]+)/g)) found.add(topic!);
  return [...found].sort();
};

export function watchLive(): void {
  const url = document.body.dataset.live;
  if (!url) return;
  let source: EventSource | null = null;
  let missed = false;
  const tell = (topic: string) => document.body.dispatchEvent(new CustomEvent(`changed:${topic}`));
  let about = topics().join();
  const listen = () => {
    const address = new URL(url, location.href);
    address.searchParams.set("about", about);
    source = new EventSource(address);
    source.onmessage = (event) => tell(String(event.data).trim());
    source.onopen = () => {
      document.documentElement.classList.remove("offline");
      if (missed) topics().forEach(tell);
      missed = false;
    };
    source.onerror = () => {
      missed = true;
      document.documentElement.classList.add("offline");
    };
  };
  // A page in the background needs no stream: it catches up when it is looked at again.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
      source = null;
      missed = true;
    } else if (!source) listen();
  });
  // A fragment that came later may listen to more.
  document.addEventListener("htmx:after:swap", () => {
    if (topics().every((topic) => about.split(",").includes(topic))) return;
    about = topics().join();
    source?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => source?.close());
  if (!document.hidden) listen();
}
