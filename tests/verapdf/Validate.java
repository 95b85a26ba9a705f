import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Validates each PDF against PDF/A-2b and PDF/UA-1 with veraPDF.
 *
 * Standard output: tab-separated lines, for each file and profile
 *   verdict  FILE  PROFILE  true|false  NUMBER_OF_CHECKS
 * then, for each rule that failed
 *   failure  FILE  PROFILE  RULE  TIMES  WHERE_FIRST  MESSAGE
 */
public final class Validate {
    private static final List<PDFAFlavour> PROFILES = List.of(PDFAFlavour.PDFA_2_B, PDFAFlavour.PDFUA_1);

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            for (PDFAFlavour profile : PROFILES) {
                validate(path, profile);
            }
        }
    }

    private static void validate(String path, PDFAFlavour profile) throws Exception {
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            print("verdict", path, profile.getId(), result.isCompliant(), result.getTotalAssertions());
            for (Failure failure : failures(result)) {
                print("failure", path, profile.getId(), failure.rule, failure.times, failure.where, failure.message);
            }
        }
    }

    /** The rules that failed, in the order in which they first did. */
    private static Iterable<Failure> failures(ValidationResult result) {
        Map<String, Failure> found = new LinkedHashMap<>();
        for (TestAssertion each : result.getTestAssertions()) {
            if (each.getStatus() == TestAssertion.Status.FAILED) {
                String rule = each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber();
                found.computeIfAbsent(rule, key -> new Failure(key, each)).times++;
            }
        }
        return found.values();
    }

    private static void print(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.length() == 0 ? "" : "\t").append(String.valueOf(field).replaceAll("\\s+", " "));
        }
        System.out.println(line);
    }

    private static final class Failure {
        final String rule;
        final String where;
        final String message;
        int times;

        Failure(String rule, TestAssertion first) {
            this.rule = rule;
            this.where = first.getLocation().getContext();
            this.message = first.getMessage();
        }
    }
}
