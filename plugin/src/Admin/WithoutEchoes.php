<?php

declare(strict_types=1);

namespace Counterfoil\Admin;

use Counterfoil\Oversight\JourneyStep;

if (!defined('ABSPATH')) {
    exit;
}

/**
 * What a person asks for here is a step at once, with the person's name; the connector tells it again once it has
 * picked it up, with the person's number. One asking is shown once.
 */
final class WithoutEchoes
{
    private const ASKED = ['step_asked_again', 'step_left_out', 'step_left_as_is', 'step_new_order'];

    /**
     * @param list<JourneyStep> $steps in time order
     * @return list<JourneyStep>
     */
    public static function of(array $steps): array
    {
        $own = [];
        $shown = [];
        foreach ($steps as $step) {
            $isEcho = in_array($step->code, self::ASKED, true) && is_int($step->values['user'] ?? null);
            if ($isEcho && ($own[$step->code] ?? 0) > 0) {
                $own[$step->code]--;
                continue;
            }
            if (in_array($step->code, self::ASKED, true) && !$isEcho) {
                $own[$step->code] = ($own[$step->code] ?? 0) + 1;
            }
            $shown[] = $step;
        }
        return $shown;
    }
}
