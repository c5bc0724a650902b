// SPDX-FileCopyrightText: pushhub contributors
// SPDX-License-Identifier: MIT

import { post, task } from './exchange.mjs';
import { buildPushHTTPRequest } from '@pushforge/builder';

const request = await buildPushHTTPRequest({
  privateJWK: task.vapid.jwk,
  subscription: task.subscription,
  message: {
    payload: task.text,
    options: task.options,
    adminContact: task.vapid.subject,
  },
});

await post(request.endpoint, request);
