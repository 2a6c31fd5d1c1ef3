package io.github.spectcad.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quantiles of beta distributions with a large sum of parameters, against mpmath's with 40 digits. */
class BetaQuantilesTest {

    @ParameterizedTest
    @CsvSource({
        "3, 274877906944, 0.025, 2.2507160716219162818e-12, 2.6283260622595601962e-11",
        "1000, 274877906944, 0.025, 3.4159639293563386754e-9, 3.8668846072624807849e-9",
        "1048576, 274877906944, 0.025, 3.8073847670208806605e-6, 3.8219875518749934103e-6",
        "1048577, 274877906944, 0.025, 3.8073884014903971598e-6, 3.8219911933075801599e-6",
        "1048577, 274877906944, 0.0005, 3.8024401648146323269e-6, 3.8269563733267120526e-6",
        "4194304, 274877906944, 0.025, 1.5243957145871926566e-5, 1.5273162216075156507e-5",
        "4194304, 274877906944, 0.0005, 1.5234052378238674367e-5, 1.5283083926472373603e-5",
        "1073741824, 274877906944, 0.0005, 3.8906606213169869727e-3, 3.8914405695556654304e-3"
    })
    void quantilesOfHugeParametersKeepElevenDigits(double a, double b, double tail, double lower, double upper) {
        assertEquals(lower, BetaQuantiles.lower(a, b, tail), 1e-11 * lower);
        assertEquals(upper, BetaQuantiles.upper(a, b, tail), 1e-11 * upper);
        // the mirror image; 1 - x keeps the digits before 1e-16
        assertEquals(1 - upper, BetaQuantiles.lower(b, a, tail), 3e-16);
        assertEquals(1 - lower, BetaQuantiles.upper(b, a, tail), 3e-16);
    }
}
