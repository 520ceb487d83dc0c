<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Database;

use Counterfoil\Database\OwnQuery;
use Counterfoil\Tests\CommittingTestCase;

final class OwnQueryTest extends CommittingTestCase
{
    public function testAListReachesTheDatabaseAsItIsAndSaysNothingOfItsOwn(): void
    {
        $query = new OwnQuery($this->db);
        foreach (["O'Brien", 'back\\slash', '100 % and %s and %d', "'); DROP TABLE x; --", 'Noé 🎉', '', "two\nlines", '{"a":"b"}'] as $text) {
            self::assertSame([['text' => $text]], $query->rows("SELECT {$query->listOf([$text])} AS text"));
        }
    }

    public function testNumbersStandInAListAsNumbersAndAnEmptyListMatchesNothing(): void
    {
        $query = new OwnQuery($this->db);
        self::assertSame("7,'7',-1", $query->listOf([7, '7', -1]));
        self::assertNull($query->value("SELECT 1 FROM DUAL WHERE 1 IN ({$query->listOf([])})"));
    }
}
