// A server and a browser for the tests of one file, ended with them whatever happened.

import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from './browser.ts';
import type { Server } from './server.ts';

export interface Setup {
  server: Server;
  browser: Browser;
}

/** What the tests of this file share; there from the first test on. */
export function setUp(start: () => Promise<Server>): Setup {
  const shared = {} as Setup;
  before(async () => {
    shared.server = await start();
    shared.browser = await launch();
  });
  after(async () => {
    const { browser, server } = shared as Partial<Setup>;
    await browser?.close();
    await server?.stop();
  });
  return shared;
}
