import com.reprezen.kaizen.oasparser.OpenApi3Parser;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** java Validate.java FILE ADDRESS: is the file, which was found at the address, an OpenAPI 3.0 document? */
class Validate {
    public static void main(String[] args) throws Exception {
        var model = new OpenApi3Parser().parse(Files.readString(Path.of(args[0])), URI.create(args[1]).toURL(), true);
        model.getValidationItems().forEach(System.out::println);
        System.exit(model.isValid() ? 0 : 1);
    }
}
