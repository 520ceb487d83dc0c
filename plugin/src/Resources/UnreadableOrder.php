<?php

declare(strict_types=1);

namespace Counterfoil\Resources;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * An order whose state can't be told as the contract promises it. Nothing of it is offered; its row ends as
 * `unreadable`, for a person.
 */
final class UnreadableOrder extends \RuntimeException {}
