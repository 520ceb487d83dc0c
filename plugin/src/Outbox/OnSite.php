<?php

declare(strict_types=1);

namespace Counterfoil\Outbox;

if (!defined('ABSPATH')) {
    exit;
}

/** Does something as one site of a network, whichever is the present one. */
final class OnSite
{
    public static function run(int $site, callable $work): void
    {
        $elsewhere = $site !== get_current_blog_id();
        if ($elsewhere) {
            switch_to_blog($site);
        }
        try {
            $work();
        } finally {
            if ($elsewhere) {
                restore_current_blog();
            }
        }
    }
}
