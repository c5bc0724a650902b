// SPDX-FileCopyrightText: pushhub contributors
// SPDX-License-Identifier: MIT

import { post, task } from './exchange.mjs';
import { ApplicationServerKeys, generatePushHTTPRequest, setWebCrypto }
  from 'webpush-webcrypto';

setWebCrypto(globalThis.crypto);

const request = await generatePushHTTPRequest({
  applicationServerKeys: await ApplicationServerKeys.fromJSON({
    publicKey: task.vapid.publicKey,
    privateKey: task.vapid.pkcs8,
  }),
  payload: task.text,
  target: task.subscription,
  adminContact: task.vapid.subject,
  ttl: 60,
  ...task.options,
});

await post(request.endpoint, request);
