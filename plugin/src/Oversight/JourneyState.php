<?php

declare(strict_types=1);

namespace Counterfoil\Oversight;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * Where an order stands. The first two are said by the shop itself, before the connector said anything:
 *
 *   not_paid → waiting   first seen in a status that counts
 *   not_paid, waiting → skipped   deleted before it was ever offered
 *   any → any of the connector's   its journeys (receipts call) with a higher version; from then on the
 *                                  shop says nothing of the state
 *
 * A newer connector may say a state that is not known here: `ofConnector` takes the nearest that is true, and the word
 * itself is kept beside it.
 */
enum JourneyState: string
{
    case NotPaid = 'not_paid';
    case Waiting = 'waiting';
    case Working = 'working';
    case InDoubt = 'in_doubt';
    case Delivered = 'delivered';
    case LeftAsIs = 'left_as_is';
    case Held = 'held';
    case Skipped = 'skipped';
    case Broken = 'broken';
    case OnlyInErp = 'only_in_erp';

    public static function ofConnector(string $said, bool $isInErp): self
    {
        return self::tryFrom($said) ?? ($isInErp ? self::Delivered : self::Waiting);
    }
}
