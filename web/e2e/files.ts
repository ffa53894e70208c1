// A file server as plain as they come: it knows nothing of what it serves, and takes no notice of queries.

import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.geojson': 'application/geo+json',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

export interface Files {
  url: string;
  stop(): Promise<void>;
}

/** Serves a folder below a path, "/" or one such as "/maps/ukraine/". */
export async function serveFiles(folder: string, below = '/'): Promise<Files> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.startsWith(below) ? normalize(decodeURIComponent(pathname.slice(below.length))) : '..';
    const path = join(folder, name === '.' || name.endsWith('/') ? name + '/index.html' : name);
    readFile(name.startsWith('..') ? '' : path).then(
      (data) => response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' }).end(data),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${below}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
