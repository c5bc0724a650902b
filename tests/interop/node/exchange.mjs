// SPDX-FileCopyrightText: pushhub contributors
// SPDX-License-Identifier: MIT
//
// A sender reads its task from standard input, one JSON object with
// "subscription", "vapid", "text" and "options", and prints what it was
// answered. To be imported first: it brings what Node.js 18 keeps in a module.

import { webcrypto } from 'node:crypto';
import { text } from 'node:stream/consumers';

globalThis.crypto ??= webcrypto;

export const task = JSON.parse(await text(process.stdin));

export function tell(answer) {
  console.log(JSON.stringify(answer));
}

export async function post(url, { headers, body }) {
  const response = await fetch(url, { method: 'POST', headers, body });

  tell({
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
    encoding: new Headers(headers).get('content-encoding'),
  });
}
