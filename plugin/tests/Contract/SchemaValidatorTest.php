<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Rest\SchemaError;
use Counterfoil\Rest\SchemaValidator;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class SchemaValidatorTest extends TestCase
{
    /** @return iterable<string, array{string}> */
    public static function messages(): iterable
    {
        foreach (Samples::messages() as $message) {
            yield $message => [$message];
        }
    }

    #[DataProvider('messages')]
    public function testEachAcceptedSampleIsTaken(string $message): void
    {
        $samples = Samples::of($message, 'accepted');
        self::assertNotEmpty($samples);
        foreach ($samples as $file => $sample) {
            $error = $this->error($sample, $message);
            self::assertNull($error, "{$file}: {$error?->field} {$error?->reason}");
        }
    }

    #[DataProvider('messages')]
    public function testEachRefusedSampleIsRefusedInTheFieldThatIsWrong(string $message): void
    {
        $samples = Samples::of($message, 'refused');
        self::assertNotEmpty($samples);
        foreach ($samples as $file => $sample) {
            self::assertInstanceOf(\stdClass::class, $sample);
            self::assertSame($sample->field, $this->error($sample->message, $message)?->field, $file);
        }
    }

    public function testItSaysWhatZodSaysOfEveryMutatedSample(): void
    {
        $differs = [];
        $verdicts = ['taken' => 0, 'refused' => 0];
        $groups = Samples::file('mutations.json');
        foreach (is_array($groups) ? $groups : [] as $group) {
            self::assertInstanceOf(\stdClass::class, $group);
            foreach ($group->samples as $sample) {
                foreach ($sample->changes as $change) {
                    $error = $this->error($this->changed(Samples::file($sample->file), $change), $group->message);
                    $verdicts[$error === null ? 'taken' : 'refused']++;
                    if (($error === null) !== $change->taken) {
                        $differs[] = "{$sample->file} " . json_encode($change) . ($error === null ? ' taken' : " refused: {$error->field} {$error->reason}");
                    }
                }
            }
        }
        self::assertSame([], array_slice($differs, 0, 20));
        self::assertGreaterThan(1500, $verdicts['refused']);
        self::assertGreaterThan(200, $verdicts['taken']);
    }

    public function testTheSchemasThatThePluginShipsAreThoseOfTheContract(): void
    {
        foreach (glob(dirname(COUNTERFOIL_FILE) . '/schema/*.json') ?: [] as $file) {
            self::assertEquals(Samples::schema(basename($file, '.json')), json_decode((string) file_get_contents($file)));
        }
    }

    public function testAWordOfJsonSchemaThatItDoesNotKnowIsNeverPassedOver(): void
    {
        $this->expectException(\LogicException::class);
        $this->expectExceptionMessage('multipleOf');
        (new SchemaValidator())->firstError(4, (object) ['type' => 'integer', 'multipleOf' => 2]);
    }

    private function error(mixed $message, string $name): ?SchemaError
    {
        static $schemas = [];
        return (new SchemaValidator())->firstError($message, $schemas[$name] ??= Samples::schema($name));
    }

    /** As shared-types/src/generate/mutations.ts applies it. */
    private function changed(mixed $sample, \stdClass $change): mixed
    {
        $set = isset($change->euros)
            ? (isset($change->receipt) ? str_repeat('€', $change->euros - 1) . '🧾' : str_repeat('€', $change->euros))
            : $change->set ?? null;
        $path = $change->path;
        if ($path === []) {
            return $set;
        }
        $last = array_pop($path);
        $holder = &$sample;
        foreach ($path as $step) {
            if (is_array($holder)) {
                $holder = &$holder[$step];
            } else {
                $holder = &$holder->{$step};
            }
        }
        if (is_array($holder)) {
            isset($change->remove) ? array_splice($holder, $last, 1) : $holder[$last] = $set;
        } elseif (isset($change->remove)) {
            unset($holder->{$last});
        } else {
            $holder->{$last} = $set;
        }
        return $sample;
    }
}
