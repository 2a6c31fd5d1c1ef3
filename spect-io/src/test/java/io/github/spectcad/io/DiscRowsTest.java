package io.github.spectcad.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.spectcad.core.Disc;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DiscRowsTest {
    @Test
    void rowsAgreeWithTheInscribedDisc() {
        IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(290, 291)).forEach(side -> {
            DiscRows rows = new DiscRows(side);
            Disc disc = Disc.inscribed(side);
            for (int row = 0; row < side; row++) {
                for (int column = 0; column < side; column++) {
                    assertEquals(
                            disc.relativeRadius(column, row) <= 1,
                            column >= rows.start(row) && column < rows.end(row),
                            side + ": " + row + ", " + column);
                }
            }
        });
    }
}
