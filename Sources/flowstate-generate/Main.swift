import FoundationEssentials

/// Writes the generated sources of the package in the current folder, where they differ.
@main
enum Main {
  static func main() throws {
    for (path, text) in try Generator.files(package: ".") {
      let old = try? String(contentsOfFile: path, encoding: .utf8)
      guard old != text else { continue }
      try Data(text.utf8).write(to: URL(filePath: path))
      print("wrote \(path)")
    }
  }
}
