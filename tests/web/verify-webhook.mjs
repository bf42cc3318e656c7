// Verifies one delivery as a receiver would, with the library of the specification: {secret, headers, body} on standard input.
import { Webhook } from "standardwebhooks";

let text = "";
for await (const chunk of process.stdin) text += chunk;
const { secret, headers, body } = JSON.parse(text);
const heard = new Webhook(secret).verify(body, headers);
process.stdout.write(JSON.stringify(heard));
