<?php

declare(strict_types=1);

namespace Counterfoil\Pairing;

if (!defined('ABSPATH')) {
    exit;
}

/** What a brought code turned out to be. */
enum CodeVerdict
{
    case Right;
    /** Right, and made as the answer to "we moved here". */
    case RightAndMoves;
    case Wrong;
    case Expired;
    /** It is the right one, and too many wrong ones came before it, or another key has used it. */
    case UsedUp;
}
