// Works a whole case over HTTP with nothing but the types made from the API's own description.
import type { paths } from "./api.js";

type Method = "get" | "post" | "delete";
type Path<M extends Method> = { [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never }[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O> ? O : never;
type Body<O> = O extends { requestBody?: { content: { "application/json": infer B } } } ? B : undefined;
type Places<O> = O extends { parameters: { path: infer V } } ? V : undefined;
type Query<O> = O extends { parameters: { query?: infer V } } ? V : undefined;
type Answered<O> = O extends { responses: { 200: { content: { "application/json": infer A } } } } ? A
  : O extends { responses: { 201: { content: { "application/json": infer A } } } } ? A
  : undefined;

class Desk {
  private cookie = "";
  private keys = 0;

  constructor(private readonly base: string, private readonly login: string) {}

  async signIn(password: string): Promise<void> {
    await this.post("/api/v1/session", { body: { login: this.login, password } });
  }

  get<P extends Path<"get">>(path: P, options: { path?: Places<Operation<P, "get">>; query?: Query<Operation<P, "get">> } = {}): Promise<Answered<Operation<P, "get">>> {
    return this.send("GET", path, options.path, options.query, undefined) as Promise<Answered<Operation<P, "get">>>;
  }

  post<P extends Path<"post">>(path: P, options: { path?: Places<Operation<P, "post">>; body?: Body<Operation<P, "post">> } = {}): Promise<Answered<Operation<P, "post">>> {
    return this.send("POST", path, options.path, undefined, options.body) as Promise<Answered<Operation<P, "post">>>;
  }

  private async send(method: string, path: string, places: unknown, query: unknown, body: unknown): Promise<unknown> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent((places as Record<string, string>)[name] ?? ""));
    const search = query === undefined ? "" : `?${new URLSearchParams(query as Record<string, string>).toString()}`;
    const headers: Record<string, string> = { cookie: this.cookie };
    if (method === "POST") headers["idempotency-key"] = `${this.login}-${++this.keys}`;
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await fetch(this.base + filled + search, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${filled}: ${answer.status} ${text}`);
    this.cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? this.cookie;
    return text.length > 0 ? JSON.parse(text) : undefined;
  }
}

/** Login, register, open, triage, diagnose with estimate and approval, repair, check, code, settle, hand over, close. */
export async function work(base: string, desk: string, bench: string, password: string, imei: string): Promise<string> {
  const counter = new Desk(base, desk);
  const workshop = new Desk(base, bench);
  await counter.signIn(password);
  await workshop.signIn(password);
  const me = await counter.get("/api/v1/session");
  const model = (await counter.get("/api/v1/models", { query: { limit: 1 } })).items[0];
  if (model === undefined || me.home_site == null) throw new Error("The network is empty.");
  const device = await counter.post("/api/v1/devices", { body: { model: model.id, identifiers: { imei1: imei }, sold_on: "2021-01-01", channel: "retail", country: "IN" } });
  const opened = await counter.post("/api/v1/cases", {
    body: {
      site: me.home_site,
      device: device.id,
      new_customer: { name: "Kavya Nair", phone: "9800000042", language: "en" },
      symptom: "131",
      problem: "The screen stays black.",
      items: [{ kind: "charger" }],
      wipe_consent: true,
    },
  });
  const id = opened.id;
  await workshop.post("/api/v1/cases/{id}/begin-triage", { path: { id } });
  const part = (await workshop.get("/api/v1/parts", { query: { model: model.id, limit: 1 } })).items[0];
  if (part === undefined) throw new Error("No part fits the model.");
  await workshop.post("/api/v1/cases/{id}/diagnose", {
    path: { id },
    body: { section: "HDSP", defect: "HD01", repair_code: "HR01", lines: [{ kind: "part", part: part.id }, { kind: "labour" }] },
  });
  let view = await counter.get("/api/v1/cases/{id}", { path: { id } });
  if (view.money.due_minor > 0) {
    await counter.post("/api/v1/cases/{id}/send-estimate", { path: { id } });
    await counter.post("/api/v1/cases/{id}/approve", { path: { id }, body: {} });
  }
  await workshop.post("/api/v1/cases/{id}/start-repair", { path: { id } });
  for (const line of view.lines.filter((one) => one.kind === "part")) {
    await workshop.post("/api/v1/cases/{id}/use-part", { path: { id }, body: { line: line.id } });
  }
  await workshop.post("/api/v1/cases/{id}/finish-repair", { path: { id }, body: { reason: "fixed" } });
  await workshop.post("/api/v1/cases/{id}/pass-quality", { path: { id } });
  const { code } = await counter.post("/api/v1/cases/{id}/issue-code", { path: { id } });
  view = await counter.get("/api/v1/cases/{id}", { path: { id } });
  if (view.money.owed_minor > 0) {
    await counter.post("/api/v1/cases/{id}/settle", { path: { id }, body: { amount_minor: view.money.owed_minor, method: "upi" } });
  }
  await counter.post("/api/v1/cases/{id}/hand-over", { path: { id }, body: { code } });
  const closed = await counter.post("/api/v1/cases/{id}/close", { path: { id }, body: { reason: "done" } });
  return `${closed.number} ${closed.state}`;
}
