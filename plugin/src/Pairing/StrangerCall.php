<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** What is counted of calls that were turned away; the values are kept, and said in wp-admin. */
enum StrangerCall: string
{
    /** Not signed, signed wrongly, or by a key that the shop does not know. */
    case Unsigned = 'unsigned';
    case WrongCode = 'wrong_code';
    /** Signed by a connector that was disconnected. */
    case Disconnected = 'disconnected';
    /** Signed well, but sent before: somebody repeats what he recorded, or a proxy does. */
    case Repeated = 'repeated';
}
