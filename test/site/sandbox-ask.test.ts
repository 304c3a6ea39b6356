/** The user's own model: when it is offered, what leaves, where it goes, and what comes back. */
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  answer,
  choose,
  expectKept,
  GOOD,
  PASS,
  sent,
  type Visit,
  visitPanel,
  withModel,
} from './asking-page.ts';
import { ModelServer } from './model-server.ts';
import { CONFIG, LINE, present, StaticHost, visit, withSandbox } from './sandbox-page.ts';

const sandbox = withSandbox();
const model = withModel();
const open = (
  work: (visit: Visit) => Promise<void>,
  options: Parameters<typeof visitPanel>[3] = {},
) => visitPanel(sandbox(), sandbox().address, work, options);

const BASES = {
  openai: (origin: string) => `${origin}/v1`,
  anthropic: (origin: string) => origin,
  gemini: (origin: string) => origin,
};
const WHERE = {
  openai: '/v1/chat/completions',
  anthropic: '/v1/messages',
  gemini: '/v1beta/models/some-model:streamGenerateContent?alt=sse',
};

/** Tries to reach a server by every way that a page has. */
async function tryToReach(from: Pick<Frame, 'evaluate'>, origin: string): Promise<unknown> {
  return from.evaluate(`(async () => {
    const broken = [];
    document.addEventListener('securitypolicyviolation', (e) => broken.push(e.effectiveDirective));
    navigator.sendBeacon('${origin}/beacon', 'x');
    new Image().src = '${origin}/image';
    try { new EventSource('${origin}/events'); } catch {}
    try { new WebSocket('${origin.replace('http', 'ws')}/socket'); } catch {}
    const form = document.createElement('form');
    form.action = '${origin}/form';
    form.target = '_blank';
    document.documentElement.append(form);
    form.submit();
    const fetched = await fetch('${origin}/fetch', { method: 'POST', body: 'x', mode: 'no-cors' })
      .then(() => 'answered', () => 'refused');
    await new Promise((resolve) => setTimeout(resolve, 300));
    return [fetched, ...new Set(broken)].sort();
  })()`);
}
const REFUSED = ['connect-src', 'form-action', 'img-src', 'refused'];

describe.runIf(present)('a model', () => {
  it('is offered only for what the engine leaves open, and the page says why', async () => {
    await visit(sandbox(), async (page) => {
      await page.fill('#log', LINE);
      await page.fill('#config', CONFIG);
      await page.fill('#upstream-name', 'orders.example.com');
      await page.waitForSelector('.split .add');
      await page.locator('.ask > details > summary').click();
      await page.waitForSelector('.ask p');
      expect(await page.textContent('.ask')).toContain('the engine has decided on the cause');
      expect(await page.locator('#ask-send').count()).toBe(0);
      await page.fill('#upstream-name', '');
      await page.waitForSelector('#ask-send');
      expect(await page.textContent('.ask')).toContain('something that is stated nowhere');
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByRole('heading', { name: '将要发送的全部内容' }).waitFor();
    });
  });

  it.each(['openai', 'anthropic', 'gemini'] as const)(
    'is sent what was shown, byte for byte, and nothing else is (%s)',
    async (protocol) => {
      await open(async ({ page, asked, said }) => {
        await choose(page, BASES[protocol](model().origin), protocol, 'the-very-key');
        expect(await page.textContent('.ask-envelope')).not.toContain('the-very-key');
        await page.getByRole('button', { name: 'byte for byte' }).click();
        const shown = await page.textContent('#ask-raw');
        expect(asked).toEqual([]);
        expect(await sent(page, model(), { text: GOOD })).toContain('Accepted');
        const got = model().asked.at(-1);
        expect(got?.url).toBe(WHERE[protocol]);
        expect(got?.body).toBe(shown);
        expect(got?.body).not.toMatch(/s3cr3t-key|abcdef123456|the-very-key/);
        expect(JSON.stringify(got?.headers)).toContain('the-very-key');
        expect(got?.headers).not.toHaveProperty('cookie');
        expect(got?.headers).not.toHaveProperty('referer');
        expect(asked).toEqual([model().origin + WHERE[protocol]]);
        expect(said).toEqual([]);
        expect(await page.textContent('.ask-judged .split')).toContain(
          'proxy_ssl_name pay.internal.example.com;',
        );
        await expectKept(page);
      });
    },
  );

  it('is sent no host names or addresses on request, and the diff that comes back has them', async () => {
    await open(async ({ page }) => {
      await choose(page, `${model().origin}/v1`);
      await page.check('#ask-names');
      await expect.poll(() => page.textContent('#ask-reading')).not.toContain('10.0.4.22');
      const text = (await page.textContent('#ask-reading')) ?? '';
      const pass = /.*proxy_pass .*;\n/.exec(text)?.[0] ?? '';
      const name = /proxy_ssl_name (\S+);/.exec(text)?.[1] ?? '';
      const lines = `            proxy_ssl_server_name on;\n            proxy_ssl_name ${name};\n`;
      const renamed = answer([{ find: pass, replace: pass + lines }], `It serves ${name}.`);
      expect(renamed).not.toMatch(/internal|10\.0\./);
      const outcome = await sent(page, model(), { text: renamed });
      expect(model().asked.at(-1)?.body).not.toMatch(/internal|shop\.|10\.0\.[14]\./);
      expect(outcome).toContain('Accepted');
      expect(outcome).toContain('It serves pay.internal.example.com.');
      await page.locator('.ask-judged').getByRole('button', { name: 'Unified' }).click();
      const diff = await page.textContent('.ask-judged pre.diff');
      expect(diff).toContain(` ${PASS}+            proxy_ssl_server_name on;\n`);
      expect(diff).toContain('+            proxy_ssl_name pay.internal.example.com;\n');
    });
  });

  it('leaves no key behind, and none in an address', async () => {
    await open(async ({ page }) => {
      await choose(page, `${model().origin}/v1`, 'openai', 'the-very-key');
      await sent(page, model(), { text: GOOD });
      const kept = await page.evaluate(`(async () => JSON.stringify([
        document.cookie, history.state, location.href, name,
        { ...localStorage }, { ...sessionStorage },
        (await indexedDB.databases()).length,
      ]))()`);
      expect(kept).not.toContain('the-very-key');
      expect(kept).toMatch(/\{\},\{\},0\]$/);
      await page.selectOption('#ask-protocol', 'anthropic');
      expect(await page.inputValue('#ask-key')).toBe('');
    });
  });

  it('is not asked at addresses that cannot be right', async () => {
    await open(async ({ page, asked }) => {
      await choose(page, 'localhost:8080');
      for (const [base, said] of [
        ['ftp://a.example', 'Only https:// and http://'],
        ['https://me:word@a.example', 'user and password'],
        ['https://a.example/v1?key=abc', 'the key has a field of its own'],
        ['http://[::1]:8080', 'IPv6'],
      ] as const) {
        await page.fill('#ask-address', base);
        expect(await page.textContent('#ask-address-hint')).toContain(said);
        expect(await page.isDisabled('#ask-send')).toBe(true);
      }
      await page.fill('#ask-address', 'http://10.0.0.1:8080');
      expect(await page.textContent('#ask-address-hint')).toContain('not encrypted');
      expect(await page.isEnabled('#ask-send')).toBe(true);
      await page.fill('#ask-key', 'my key');
      expect(await page.textContent('#ask-key-hint')).toContain('no space');
      expect(await page.isDisabled('#ask-send')).toBe(true);
      expect(asked).toEqual([]);
    });
  });
});

describe.runIf(present)('the browser itself', () => {
  it('lets the page reach nothing, and the frame only the model', async () => {
    const other = await ModelServer.start();
    await open(async ({ page }) => {
      await choose(page, `${model().origin}/v1`);
      const before = model().arrived.length;
      expect(await tryToReach(page, other.origin)).toEqual(REFUSED);
      expect(await tryToReach(page, model().origin)).toEqual(REFUSED);
      expect(page.frames()).toHaveLength(1);
      expect(model().arrived).toHaveLength(before);
      model().script = { text: 'so', ending: 'hang' };
      await page.click('#ask-send');
      await page.waitForSelector('.arriving');
      const [, frame] = page.frames();
      expect(await tryToReach(frame as Frame, other.origin)).toEqual(REFUSED);
      expect(
        await frame?.evaluate(`fetch('${model().origin}/more').then((r) => r.status, () => 0)`),
      ).toBe(200);
      expect(await tryToReach(page, model().origin)).toEqual(REFUSED);
      await page.click('#ask-stop');
      expect(page.frames()).toHaveLength(1);
    });
    expect(other.arrived).toEqual([]);
    await other.stop();
  });

  it('does not follow the model to another place', async () => {
    const other = await ModelServer.start();
    await open(async ({ page }) => {
      await choose(page, `${model().origin}/v1`);
      const outcome = await sent(page, model(), { redirect: `${other.origin}/v1` });
      expect(outcome).toContain('cannot be reached');
      await expectKept(page);
    });
    expect(other.arrived).toEqual([]);
    await other.stop();
  });

  it('opens no frame for a page of somebody else', async () => {
    const host = await StaticHost.start(sandbox().site, '/');
    const stranger = await StaticHost.start(new Map([['', '<!doctype html><p>hello']]), '/');
    const page = await sandbox().browser.newPage();
    await page.goto(`${stranger.origin}/`);
    const before = model().arrived.length;
    const frame = `${host.origin}/sandbox.html#ask=${encodeURIComponent(model().origin)}`;
    await page.evaluate(`new Promise((resolve) => {
      const frame = document.createElement('iframe');
      frame.src = '${frame}';
      document.body.append(frame);
      // When the frame is there cannot be told from outside.
      const order = { url: '${model().origin}/v1/messages', headers: {}, body: '' };
      const again = setInterval(() => {
        const { port2 } = new MessageChannel();
        frame.contentWindow.postMessage(order, '*', [port2]);
      }, 50);
      setTimeout(() => resolve(clearInterval(again)), 1500);
    })`);
    expect(host.asked.join()).toContain('/sandbox.html');
    expect(model().arrived).toHaveLength(before);
    await page.close();
    await host.stop();
    await stranger.stop();
  });

  it('asks, on a site below a folder, only the site and then the model', async () => {
    const host = await StaticHost.start(sandbox().site, '/tools/tls/');
    const address = `${host.origin}/tools/tls/sandbox.html`;
    await visitPanel(
      sandbox(),
      address,
      async ({ page, asked }) => {
        await choose(page, `${model().origin}/v1`);
        expect(asked.filter((url) => !url.startsWith(host.origin))).toEqual([]);
        expect(await sent(page, model(), { text: GOOD })).toContain('Accepted');
        expect(model().asked.at(-1)?.headers.origin).toBe(host.origin);
        expect(asked.filter((url) => !url.startsWith(host.origin))).toEqual([
          `${model().origin}/v1/chat/completions`,
        ]);
      },
      { serviceWorkers: 'block' },
    );
    await host.stop();
  });
});

describe.runIf(present)('a model on this machine', () => {
  it('is asked without a connection to the site', async () => {
    const host = await StaticHost.start(sandbox().site, '/tools/');
    await visitPanel(sandbox(), `${host.origin}/tools/sandbox.html`, async ({ page }) => {
      await choose(page, `${model().origin}/v1`);
      await page.evaluate('navigator.serviceWorker.ready.then(() => 1)');
      await host.stop();
      expect(await sent(page, model(), { text: GOOD })).toContain('Accepted');
    });
  });
});

describe.runIf(present)('the panel', () => {
  it.each([
    ['light', 'en-US'],
    ['dark', 'zh-CN'],
  ] as const)('has nothing that axe objects to (%s, %s)', async (colorScheme, locale) => {
    await open(
      async ({ page }) => {
        await choose(page, 'http://a.example/v1?x');
        const violations = async () =>
          page.evaluate(
            `axe.run().then((r) => r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target).join(' ')))`,
          );
        await page.evaluate(axe.source);
        expect(await violations()).toEqual([]);
        await choose(page, `${model().origin}/v1`);
        for (const text of [GOOD, 'nothing']) {
          await sent(page, model(), { text });
          await page.locator('.ask-judged > details > summary').click();
          expect(await violations()).toEqual([]);
        }
      },
      { colorScheme, locale },
    );
  });

  it('fits a phone', async () => {
    await open(
      async ({ page }) => {
        await choose(page, `${model().origin}/v1`);
        await sent(page, model(), { text: GOOD });
        expect(
          await page.evaluate('document.documentElement.scrollWidth - innerWidth'),
        ).toBeLessThanOrEqual(0);
      },
      { viewport: { width: 360, height: 740 } },
    );
  });

  it('is used by keyboard, and says its answer in the language of the page', async () => {
    await open(async ({ page }) => {
      await page.fill('#ask-address', `${model().origin}/v1`);
      await page.focus('#ask-model');
      await page.keyboard.type('some-model');
      const reached = [];
      for (let n = 0; n < 12 && reached.at(-1) !== 'ask-send'; n++) {
        await page.keyboard.press('Tab');
        reached.push(await page.evaluate('document.activeElement.id'));
      }
      for (const id of ['ask-address', 'ask-key', 'ask-patience', 'ask-names', 'ask-reading'])
        expect(reached).toContain(id);
      model().script = {
        text: answer([{ find: 'proxy_ssl_verify on', replace: 'proxy_ssl_verify off' }]),
      };
      await page.keyboard.press('Enter');
      await page.waitForSelector('.ask-judged.rejected');
      expect(await page.textContent('.ask-judged')).toContain('no longer be verified');
      await page.getByRole('button', { name: '中文' }).click();
      await page.locator('.ask-judged', { hasText: '将不再验证上游的证书' }).waitFor();
    });
  });
});
