// swift-tools-version: 6.2
import PackageDescription

/// One set of settings for every target: strict concurrency (Swift 6), checked use of unsafe code, explicit existentials.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "flowstate",
  products: [
    .executable(name: "flowstate", targets: ["flowstate"]),
    .library(name: "FlowstateCore", targets: ["FlowstateCore"]),
    .library(name: "FlowstateCapture", targets: ["FlowstateCapture"]),
    .library(name: "FlowstateFindings", targets: ["FlowstateFindings"]),
    .library(name: "FlowstateReports", targets: ["FlowstateReports"]),
  ],
  traits: [
    .trait(name: "Libpcap", description: "Capture filters (--filter) and link-type names, by the system's libpcap."),
    .trait(name: "Zlib", description: "Reading gzip-compressed captures, by zlib."),
    .trait(name: "Zstd", description: "Reading zstd-compressed captures, by libzstd."),
    .trait(name: "LZ4", description: "Reading lz4-compressed captures, by liblz4."),
    .default(enabledTraits: ["Libpcap", "Zlib", "Zstd", "LZ4"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .target(name: "CFlowstateShims"),
    .target(name: "FlowstateCore", dependencies: ["CFlowstateShims"], swiftSettings: settings),
    .target(
      name: "FlowstateCapture",
      dependencies: [
        "FlowstateCore",
        .target(name: "CPcap", condition: .when(traits: ["Libpcap"])),
        .target(name: "CZlib", condition: .when(traits: ["Zlib"])),
        .target(name: "CZstd", condition: .when(traits: ["Zstd"])),
        .target(name: "CLZ4", condition: .when(traits: ["LZ4"])),
      ],
      swiftSettings: settings),
    .target(
      name: "FlowstateFindings", dependencies: ["FlowstateCore"], exclude: ["Explain/en", "Explain/zh"],
      swiftSettings: settings),
    .target(name: "FlowstateReports", dependencies: ["FlowstateFindings", "FlowstateCore"], swiftSettings: settings),
    .target(
      name: "TraceScript", dependencies: ["FlowstateCore"], exclude: ["Notation.md"], swiftSettings: settings),
    .target(
      name: "FlowstateCheck",
      dependencies: ["FlowstateCapture", "FlowstateReports", "FlowstateFindings", "FlowstateCore", "TraceScript"],
      swiftSettings: settings),
    .executableTarget(
      name: "flowstate",
      dependencies: [
        "FlowstateCheck", "FlowstateCapture", "FlowstateReports", "FlowstateFindings", "FlowstateCore", "TraceScript",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(name: "AllocationCount", path: "Tests/AllocationCount"),
    .testTarget(name: "TrackerTests", dependencies: ["FlowstateCore", "AllocationCount"], swiftSettings: settings),
    .executableTarget(name: "flowstate-generate", swiftSettings: settings),
    .testTarget(
      name: "FindingTests",
      dependencies: ["FlowstateFindings", "FlowstateCore", "TraceScript", "flowstate-generate"], swiftSettings: settings
    ),
    .testTarget(name: "CoreTests", dependencies: ["FlowstateCore"], swiftSettings: settings),
    .testTarget(
      name: "InferenceTests", dependencies: ["FlowstateCore", "FlowstateCapture", "TestSupport"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(
      name: "TraceTests", dependencies: ["TraceScript", "FlowstateFindings", "FlowstateCore"], swiftSettings: settings),
    .testTarget(name: "WireTests", dependencies: ["FlowstateCore"], swiftSettings: settings),
    .testTarget(
      name: "CorpusTests", dependencies: ["FlowstateCapture", "FlowstateReports", "FlowstateCore"],
      swiftSettings: settings),
    .target(name: "TestSupport", path: "Tests/Support", swiftSettings: settings),
    .testTarget(
      name: "CheckTests",
      dependencies: [
        "flowstate", "FlowstateCheck", "FlowstateCapture", "FlowstateFindings", "FlowstateCore", "TestSupport",
        "TraceScript", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "CLITests", dependencies: ["flowstate", "FlowstateFindings", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "ReportTests", dependencies: ["FlowstateReports", "FlowstateFindings", "FlowstateCore", "TestSupport"],
      exclude: ["Snapshots"], swiftSettings: settings),
    .testTarget(name: "StoryTests", dependencies: ["FlowstateReports", "FlowstateCore"], swiftSettings: settings),
    .testTarget(
      name: "CaptureTests",
      dependencies: [
        "FlowstateCapture", "FlowstateCore",
        .target(name: "CPcap", condition: .when(traits: ["Libpcap"])),
        .target(name: "CZlib", condition: .when(traits: ["Zlib"])),
        .target(name: "CZstd", condition: .when(traits: ["Zstd"])),
        .target(name: "CLZ4", condition: .when(traits: ["LZ4"])),
      ],
      swiftSettings: settings),
  ]
)
