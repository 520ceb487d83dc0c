<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Which journey: that of the order which the shop has under this id, or that of another one which had the id before.
 */
final class JourneyKey
{
    public function __construct(
        public readonly int $orderId,
        /**
         * Empty: the order that the shop has now. Else the check of one that had this id before, and is only in the ERP
         * any more.
         */
        public readonly string $formerCheck = '',
    ) {}

    public function isFormer(): bool
    {
        return $this->formerCheck !== '';
    }
}
