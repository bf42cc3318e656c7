/**
 * One event stream a page, whatever the number of live fragments: a fragment says data-live (through its hx-trigger)
 * "changed:bench from:body" and is fetched again when the server sends that topic.
 */
export function watchLive(): void {
  const url = document.body.dataset.live;
  if (!url) return;
  let source: EventSource | null = null;
  let missed = false;
  const tell = (topic: string) => document.body.dispatchEvent(new CustomEvent(`changed:${topic}`));
  const everything = () => {
    for (const element of document.querySelectorAll("[hx-trigger]"))
      for (const [, topic] of (element.getAttribute("hx-trigger") ?? "").matchAll(/changed:([\w-]+)/g)) tell(topic!);
  };
  const listen = () => {
    source = new EventSource(url);
    source.onmessage = (event) => tell(String(event.data).trim());
    source.onopen = () => {
      document.documentElement.classList.remove("offline");
      if (missed) everything();
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
  addEventListener("pagehide", () => source?.close());
  if (!document.hidden) listen();
}
