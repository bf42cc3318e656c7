// Checks pages with html-validate. Prints one JSON object; exit code 1 when something is wrong.
import { HtmlValidate } from "html-validate";
import { read } from "./arguments.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How the renderer writes what is equal by the standard.
    "void-style": "off",
    "attribute-boolean-style": "off",
    "attribute-empty-style": "off",
    "no-trailing-whitespace": "off",
    "no-self-closing": "off",
    "svg-focusable": "off",
    // The boxes of one question share its name, as the standard has it; the default allows that to radio buttons alone.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "reset", "submit"] }],
    // Titles of rows and cases are as long as they are; phone numbers are links where they should be.
    "long-title": "off",
    "tel-non-breaking": "off",
    // Scripts come from this server only, under a content security policy.
    "require-sri": "off",
  },
});

const { cookie, urls } = read();
const pages = [];
for (const url of urls) {
  const answer = await fetch(url, { headers: cookie ? { cookie } : {}, redirect: "manual" });
  const html = await answer.text();
  const report = await validator.validateString(html, url);
  pages.push({
    url,
    status: answer.status,
    bytes: html.length,
    problems: report.results.flatMap((result) => result.messages.map((m) => ({ line: m.line, rule: m.ruleId, message: m.message, at: m.selector }))),
  });
}
const good = pages.every((page) => page.status === 200 && page.problems.length === 0);
console.log(JSON.stringify({ good, pages }, null, 2));
process.exit(good ? 0 : 1);
