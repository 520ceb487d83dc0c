<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * The journey as it stood before the eyes of who asked for something: by that the connector knows what it was said of.
 */
final class SeenJourney
{
    public function __construct(public readonly string $code, public readonly int $version) {}
}
