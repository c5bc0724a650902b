# SPDX-FileCopyrightText: pushhub contributors
# SPDX-License-Identifier: MIT
"""The cases, one file for each part of the contract, in its order."""

from . import resource, identifier, discovery, order  # noqa: F401
from . import ttl, ttl_life, urgency, topic, topic_life  # noqa: F401
from . import body, encoding, framing, delivery  # noqa: F401
from . import vapid_form, vapid_token, vapid_signature  # noqa: F401
from . import vapid_key, vapid_aud, vapid_exp, vapid_sub  # noqa: F401
from . import vapid_outcome, vapid_legacy  # noqa: F401
from . import success, error, prefer, message  # noqa: F401
from . import sender, matrix, matrix_device, matrix_message  # noqa: F401
from . import aesgcm, bad_chunks, bad_field, bad_json, bad_request  # noqa: F401
