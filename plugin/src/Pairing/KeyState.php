<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Where a connector's key stands. Legal moves:
 *
 *   (new) → awaiting_confirmation   the key brought a right code; no order is served to it
 *   awaiting_confirmation → confirmed   a person compared the fingerprint in wp-admin and terminal
 *   awaiting_confirmation → revoked   the fingerprint differed, or another key was paired instead
 *   confirmed → revoked   renewed, disconnected, or this installation turned out to be a copy
 *
 * A revoked key never comes back: who wants in again makes a new one.
 */
enum KeyState: string
{
    case AwaitingConfirmation = 'awaiting_confirmation';
    case Confirmed = 'confirmed';
    case Revoked = 'revoked';
}
