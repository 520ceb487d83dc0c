<?php

declare(strict_types=1);

namespace Counterfoil\Tests\Contract;

use Counterfoil\Rest\ContractVersion;
use Counterfoil\Rest\SchemaError;
use Counterfoil\Rest\SchemaValidator;
use Counterfoil\Tests\Json;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class SchemaValidatorTest extends TestCase
{
    /** @var array<string, \stdClass> */
    private array $schemas = [];

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
            $error = $this->error($sample->value, $message);
            self::assertNull($error, "{$file}: {$error?->field} {$error?->reason}");
        }
    }

    #[DataProvider('messages')]
    public function testEachRefusedSampleIsRefusedInTheFieldThatIsWrong(string $message): void
    {
        $samples = Samples::of($message, 'refused');
        self::assertNotEmpty($samples);
        foreach ($samples as $file => $sample) {
            self::assertSame($sample->text('field'), $this->error($sample->raw('message'), $message)?->field, $file);
        }
    }

    public function testItSaysWhatZodSaysOfEveryMutatedSample(): void
    {
        $differs = [];
        $verdicts = ['taken' => 0, 'refused' => 0];
        foreach (Samples::file('mutations.json')->each() as $group) {
            foreach ($group->each('samples') as $sample) {
                $file = $sample->text('file');
                $text = (string) json_encode(Samples::file($file)->value);
                foreach ($sample->each('changes') as $change) {
                    $error = $this->error($this->changed(json_decode($text), $change), $group->text('message'));
                    $verdicts[$error === null ? 'taken' : 'refused']++;
                    if (($error === null) !== $change->raw('taken')) {
                        $differs[] = "{$file} " . json_encode($change->value) . ($error === null ? ' taken' : " refused: {$error->field} {$error->reason}");
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
        $files = glob(dirname(COUNTERFOIL_FILE) . '/schema/' . ContractVersion::OWN . '/*.json') ?: [];
        self::assertCount(3, $files);
        foreach ($files as $file) {
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
        return (new SchemaValidator())->firstError($message, $this->schemas[$name] ??= Samples::schema($name));
    }

    /** As shared-types/src/generate/mutations.ts applies it. */
    private function changed(mixed $sample, Json $change): mixed
    {
        $set = $change->has('set') ? $change->raw('set') : null;
        if ($change->has('euros')) {
            $set = str_repeat('€', $change->whole('euros') - ($change->has('receipt') ? 1 : 0)) . ($change->has('receipt') ? '🧾' : '');
        }
        return $this->put($sample, array_map(static fn(Json $step): mixed => $step->value, $change->each('path')), $set, $change->has('remove'));
    }

    /** @param list<mixed> $path of texts and numbers */
    private function put(mixed $holder, array $path, mixed $set, bool $remove): mixed
    {
        $step = array_shift($path);
        if ($step === null) {
            return $set;
        }
        if (is_array($holder) && is_int($step)) {
            if ($remove && $path === []) {
                unset($holder[$step]);
                return array_values($holder);
            }
            $holder[$step] = $this->put($holder[$step] ?? null, $path, $set, $remove);
            return $holder;
        }
        if (!$holder instanceof \stdClass || !is_string($step)) {
            throw new \LogicException('The change has no place in this sample');
        }
        if ($remove && $path === []) {
            unset($holder->{$step});
        } else {
            $holder->{$step} = $this->put($holder->{$step} ?? null, $path, $set, $remove);
        }
        return $holder;
    }
}
