<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Admin;

/** Stands for the end of a page: WordPress died or led on. */
final class PageEnded extends \Exception
{
    public function __construct(public readonly int $status)
    {
        parent::__construct("The page ended with {$status}");
    }
}
