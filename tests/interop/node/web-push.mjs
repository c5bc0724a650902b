// SPDX-FileCopyrightText: pushhub contributors
// SPDX-License-Identifier: MIT

import { task, tell } from './exchange.mjs';
import webpush from 'web-push';

const { subject, publicKey, privateKey } = task.vapid;
const { ttl, urgency, topic } = task.options;
const options = { vapidDetails: { subject, publicKey, privateKey } };

if (ttl !== undefined) options.TTL = ttl;
if (urgency !== undefined) options.urgency = urgency;
if (topic !== undefined) options.topic = topic;

try {
  const answer = await webpush.sendNotification(task.subscription, task.text,
    options);
  tell({ status: answer.statusCode, headers: answer.headers,
    body: answer.body });
} catch (error) {
  if (!(error instanceof webpush.WebPushError)) throw error;
  tell({ status: error.statusCode, headers: error.headers, body: error.body,
    error: error.message });
}
