// Scores pages with Lighthouse in the system's Chromium (CHROME_PATH, MAINSTAY_TEST_CHROMIUM, or /usr/bin/chromium).
//   node lighthouse.mjs [--least SCORE] [--cookie "name=value"] URL...   (exit code 1 when a score is lower)
// Prints one JSON object: a score from 0 to 100 per category, what cost points, and the bytes that went over the wire.
import * as launcher from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import puppeteer from "puppeteer-core"; // comes with lighthouse
import { read } from "./arguments.mjs";

const at = process.argv.indexOf("--least");
const least = at >= 0 ? Number(process.argv.splice(at, 2)[1]) : 0;
const { cookie, urls } = read();
const desktop = process.env.LIGHTHOUSE_FORM !== "mobile";
const chromePath = process.env.CHROME_PATH || process.env.MAINSTAY_TEST_CHROMIUM || "/usr/bin/chromium";
const chromeFlags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** Each page in a browser of its own that is signed in but has nothing in its cache. */
async function score(url) {
  const chrome = await launcher.launch({ chromePath, chromeFlags });
  try {
    if (cookie) {
      const browser = await puppeteer.connect({ browserURL: `http://127.0.0.1:${chrome.port}` });
      await browser.setCookie(...cookie.split(/;\s*/).map((pair) => ({ name: pair.slice(0, pair.indexOf("=")), value: pair.slice(pair.indexOf("=") + 1), domain: new URL(url).hostname, path: "/" })));
      await browser.disconnect();
    }
    const result = await lighthouse(url, {
      port: chrome.port,
      output: "json",
      logLevel: "error",
      onlyCategories: ["performance", "accessibility", "best-practices"],
      disableStorageReset: true,
    }, desktop ? desktopConfig : undefined);
    const { categories, audits, finalDisplayedUrl } = result.lhr;
    return {
      url: finalDisplayedUrl,
      scores: Object.fromEntries(Object.values(categories).map((c) => [c.id, Math.round(c.score * 100)])),
      kilobytes: Math.round((audits["total-byte-weight"]?.numericValue ?? 0) / 102.4) / 10,
      lost: Object.values(categories).flatMap((c) => c.auditRefs)
        .filter((ref) => ref.weight > 0 && audits[ref.id].score !== null && audits[ref.id].score < 0.9)
        .map((ref) => `${ref.id}: ${audits[ref.id].displayValue ?? audits[ref.id].title}`),
    };
  } finally {
    chrome.kill();
  }
}

const pages = [];
for (const url of urls) pages.push(await score(url));
// Somebody who is not signed in is sent away: that page was not asked for.
const good = pages.every((page, i) => new URL(page.url).pathname === new URL(urls[i]).pathname && Object.values(page.scores).every((score) => score >= least));
console.log(JSON.stringify({ good, pages }, null, 2));
process.exitCode = good ? 0 : 1;
